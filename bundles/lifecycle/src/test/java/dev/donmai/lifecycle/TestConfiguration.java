package dev.donmai.lifecycle;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A configuration given as JSON, whose reload calls the listeners. */
public final class TestConfiguration implements Configuration {

    private final List<Consumer<DaemonConfig>> listeners = new ArrayList<>();
    private final Path home;
    private volatile ConfigSnapshot snapshot;

    public TestConfiguration(Path home, String json) {
        this.home = home;
        this.snapshot = ConfigSnapshot.of(parse(json));
    }

    private static DaemonConfig parse(String json) {
        try {
            return Json.read(json, DaemonConfig.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void load() {}

    @Override
    public ConfigSnapshot snapshot() {
        return snapshot;
    }

    /** Puts another snapshot into force, and tells nobody. */
    public void swap(ConfigSnapshot other) {
        snapshot = other;
    }

    @Override
    public Path file() {
        return home.resolve("daemon.yaml");
    }

    @Override
    public StateDirectory state() {
        return new StateDirectory(home);
    }

    @Override
    public void reload() {
        listeners.forEach(listener -> listener.accept(current()));
    }

    @Override
    public boolean edit(List<ConfigEdit> edits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path expand(String configured) {
        return state().root().resolve(configured);
    }

    @Override
    public Subscription onChange(Consumer<DaemonConfig> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
