package dev.donmai.lifecycle;

import dev.donmai.config.ConfigEdit;
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
    public List<String> pendingRestart = List.of();
    public List<String> warnings = List.of();
    private volatile DaemonConfig current;

    public TestConfiguration(Path home, String json) {
        this.home = home;
        this.current = parse(json);
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
    public DaemonConfig current() {
        return current;
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
        listeners.forEach(listener -> listener.accept(current));
    }

    @Override
    public boolean edit(List<ConfigEdit> edits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> pendingRestart() {
        return pendingRestart;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Subscription onChange(Consumer<DaemonConfig> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
