package dev.donmai.http.internal;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A configuration given as JSON. */
record FakeConfiguration(DaemonConfig current, Path home, List<String> pendingRestart, List<String> warnings)
        implements Configuration {

    static FakeConfiguration of(String json, Path home) {
        try {
            return new FakeConfiguration(
                    Json.read(json, DaemonConfig.class),
                    home,
                    new CopyOnWriteArrayList<>(),
                    new CopyOnWriteArrayList<>());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void load() {}

    @Override
    public Path file() {
        return home.resolve("daemon.yaml");
    }

    @Override
    public StateDirectory state() {
        return new StateDirectory(home);
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
