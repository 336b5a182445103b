package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigException;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration of this daemon: finds the file, reads it, and follows its changes. */
@Component(immediate = true)
public final class DaemonYaml implements Configuration {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonYaml.class);

    private final DaemonOptions options;
    private final ConfigReader reader;
    private final List<Consumer<DaemonConfig>> listeners = new CopyOnWriteArrayList<>();
    private final Places places;

    private volatile DaemonConfig current = DaemonConfig.DEFAULTS;

    @Activate
    public DaemonYaml(@Reference DaemonOptions options) {
        this.options = options;
        this.reader = new ConfigReader(options);
        this.places = new Places(options);
    }

    @Override
    public synchronized void load() throws ConfigException {
        Path file = file();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            writeDefault(file);
        }
        byte[] bytes = reader.bytes(file);
        current = parse(file, bytes).config();
    }

    @Override
    public DaemonConfig current() {
        return current;
    }

    @Override
    public Path file() {
        return places.file();
    }

    @Override
    public StateDirectory state() {
        return places.state();
    }

    @Override
    public Path expand(String configured) {
        return places.expand(configured);
    }

    @Override
    public synchronized void reload() throws ConfigException {
        Path file = file();
        byte[] bytes = reader.bytes(file);
        swap(parse(file, bytes).config());
    }

    @Override
    public Subscription onChange(Consumer<DaemonConfig> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Deactivate
    void close() {
        listeners.clear();
    }

    private ConfigDocument parse(Path file, byte[] bytes) throws ConfigException {
        ConfigDocument document = reader.parse(file, bytes);
        for (String warning : document.warnings()) {
            LOG.warn("{}: {}", file, warning);
        }
        return document;
    }

    private void writeDefault(Path file) throws ConfigException {
        try {
            new DefaultConfig(options, MachineId.ofHost(), Runtime.getRuntime().availableProcessors()).write(file);
            LOG.info("wrote a default configuration to {}", file);
        } catch (IOException e) {
            throw new ConfigException("write default config: \"" + file + "\": " + e.getMessage(), e);
        }
    }

    private void swap(DaemonConfig next) {
        current = next;
        for (Consumer<DaemonConfig> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                LOG.error("a part of the daemon could not take the new configuration", e);
            }
        }
    }
}
