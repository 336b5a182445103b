package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigException;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.DirectoryWatch;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** How long nothing must change before the file is read: editors write in several steps. */
    private static final Duration QUIET = Duration.ofMillis(250);

    private final DaemonOptions options;
    private final ConfigReader reader;
    private final List<Consumer<DaemonConfig>> listeners = new CopyOnWriteArrayList<>();
    private final Places places;

    private volatile DaemonConfig current = DaemonConfig.DEFAULTS;
    /** What was last read, good or bad; an event for the same bytes is no change. */
    private byte[] seen = {};

    private Optional<DirectoryWatch> watch = Optional.empty();
    private boolean closed;

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
        current = parse(file, readNow(file)).config();
        watch(file);
        // What was written between the first look and the watch would go unseen.
        reloadIfChanged();
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
        swap(parse(file, readNow(file)).config());
    }

    @Override
    public Subscription onChange(Consumer<DaemonConfig> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Deactivate
    void close() {
        Optional<DirectoryWatch> open;
        synchronized (this) {
            closed = true;
            open = watch;
            watch = Optional.empty();
        }
        listeners.clear();
        // Outside the lock: the watch waits for a reload that is under way.
        open.ifPresent(DaemonYaml::end);
    }

    private static void end(DirectoryWatch watch) {
        try {
            watch.close();
        } catch (IOException e) {
            LOG.debug("the watch did not close", e);
        }
    }

    private synchronized void watch(Path file) {
        if (closed || watch.isPresent()) {
            return;
        }
        try {
            watch = Optional.of(DirectoryWatch.startForFile(file, QUIET, "config", this::reloadIfChanged));
        } catch (IOException e) {
            LOG.warn("daemon: yaml watcher disabled: {}; changes of {} need a reload", e.getMessage(), file);
        }
    }

    private synchronized void reloadIfChanged() {
        Path file = file();
        if (closed) {
            return;
        }
        if (!Files.exists(file)) {
            LOG.warn("[yaml-watcher] config missing path={}; going on with what was read last", file);
            return;
        }
        try {
            byte[] before = seen;
            byte[] now = readNow(file);
            if (!Arrays.equals(before, now)) {
                swap(parse(file, now).config());
            }
        } catch (ConfigException e) {
            LOG.warn("[yaml-watcher] reload failed path={} err={}", file, e.getMessage());
        }
    }

    private byte[] readNow(Path file) throws ConfigException {
        seen = reader.bytes(file);
        return seen;
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
        DaemonConfig before = current;
        current = next;
        if (!before.projects().equals(next.projects())) {
            LOG.info(
                    "[yaml-watcher] reloaded projects beforeCount={} afterCount={}",
                    before.projects().size(),
                    next.projects().size());
        }
        List<String> later = NeedsRestart.between(before, next);
        if (!later.isEmpty()) {
            LOG.warn("needs restart: {}", String.join(", ", later));
        }
        for (Consumer<DaemonConfig> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                LOG.error("a part of the daemon could not take the new configuration", e);
            }
        }
    }
}
