package dev.donmai.http.internal;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.ConfigSnapshot.Refusal;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A configuration given as JSON, until a test has it change. */
final class FakeConfiguration implements Configuration {

    private final Path home;
    private volatile Supplier<ConfigSnapshot> now;

    private FakeConfiguration(Path home, ConfigSnapshot first) {
        this.home = home;
        this.now = () -> first;
    }

    static FakeConfiguration of(String json, Path home) {
        return new FakeConfiguration(home, ConfigSnapshot.of(parse(json)));
    }

    static DaemonConfig parse(String json) {
        try {
            return Json.read(json, DaemonConfig.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on something is odd about it. */
    void odd(List<String> warnings, List<String> pendingRestart) {
        ConfigSnapshot odd = new ConfigSnapshot(current(), warnings, pendingRestart, Refusal.NONE);
        now = () -> odd;
    }

    /** From now on every look sees another one. */
    void changing(Supplier<ConfigSnapshot> snapshots) {
        now = snapshots;
    }

    @Override
    public void load() {}

    @Override
    public ConfigSnapshot snapshot() {
        return now.get();
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
    public Path expand(String configured) {
        return home.resolve(configured);
    }

    @Override
    public void reload() {}

    @Override
    public boolean edit(List<ConfigEdit> edits) {
        return false;
    }

    @Override
    public Subscription onChange(Consumer<DaemonConfig> listener) {
        return () -> {};
    }
}
