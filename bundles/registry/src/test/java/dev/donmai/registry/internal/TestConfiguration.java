package dev.donmai.registry.internal;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A configuration that a test swaps. */
final class TestConfiguration implements Configuration {

    private final StateDirectory state;
    private final List<Consumer<DaemonConfig>> listeners = new CopyOnWriteArrayList<>();
    private volatile DaemonConfig config;

    TestConfiguration(Path state) throws Exception {
        this.state = new StateDirectory(state);
        this.config = Json.read("{}", DaemonConfig.class);
    }

    void swap(String json) throws Exception {
        config = Json.read(json, DaemonConfig.class);
        listeners.forEach(l -> l.accept(config));
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public void load() {}

    @Override
    public ConfigSnapshot snapshot() {
        return ConfigSnapshot.of(config);
    }

    @Override
    public Path file() {
        return state.root().resolve("daemon.yaml");
    }

    @Override
    public StateDirectory state() {
        return state;
    }

    @Override
    public void reload() {}

    @Override
    public boolean edit(List<ConfigEdit> edits) {
        return false;
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
