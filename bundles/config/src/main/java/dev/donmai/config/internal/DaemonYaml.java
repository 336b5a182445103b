package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.LogRedaction;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigException;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.ConfigSnapshot.Refusal;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.DirectoryWatch;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    private final ConfigReader reader;
    private final FileEdit editor;
    /** None where the daemon runs in a program that logs in its own way. */
    private final List<LogRedaction> redactions;

    private final Listeners listeners = new Listeners(this::current);
    private final Places places;

    private volatile ConfigSnapshot snapshot = ConfigSnapshot.of(DaemonConfig.DEFAULTS);
    private DaemonConfig atStart = DaemonConfig.DEFAULTS;
    /** What was last read, good or bad; an event for the same bytes is no change. */
    private byte[] seen = {};

    private Optional<DirectoryWatch> watch = Optional.empty();
    private boolean closed;

    @Activate
    public DaemonYaml(@Reference DaemonOptions options, @Reference List<LogRedaction> redactions) {
        this.redactions = List.copyOf(redactions);
        this.reader = new ConfigReader(options);
        this.editor = new FileEdit(options);
        this.places = new Places(options);
    }

    @Override
    public void load() throws ConfigException {
        Path file = file();
        if (editor.create(file)) {
            LOG.info("wrote a default configuration to {}", file);
        }
        synchronized (this) {
            ConfigDocument document = reader.parse(file, readNow(file));
            atStart = document.config();
            take(document);
            watch(file);
        }
        // What was written between the first look and the watch would go unseen.
        reloadIfChanged();
    }

    @Override
    public ConfigSnapshot snapshot() {
        return snapshot;
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
    public void reload() throws ConfigException {
        synchronized (this) {
            Path file = file();
            try {
                seen = reader.settled(file);
                take(reader.parse(file, seen));
            } catch (ConfigException e) {
                refuse(e);
                throw e;
            }
        }
        listeners.tell();
    }

    @Override
    public boolean edit(List<ConfigEdit> edits) throws ConfigException {
        boolean changed;
        synchronized (this) {
            FileEdit.Result result = editor.edit(file(), edits);
            // If somebody has saved since, the watch sees another file than this one.
            seen = result.content();
            take(result.document());
            changed = result.changed();
        }
        listeners.tell();
        return changed;
    }

    @Override
    public Subscription onChange(Consumer<DaemonConfig> listener) {
        return listeners.add(listener);
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
        if (!Files.exists(file)) {
            LOG.warn("[yaml-watcher] config path missing at startup path={}", file);
        }
        try {
            watch = Optional.of(DirectoryWatch.startForFile(file, QUIET, "config", new DirectoryWatch.Receiver() {
                @Override
                public void changed() {
                    reloadIfChanged();
                }

                @Override
                public void failed(IOException problem) {
                    LOG.warn("[yaml-watcher] error err={}", problem.getMessage());
                }
            }));
        } catch (IOException e) {
            LOG.warn("daemon: yaml watcher disabled: {}; changes of {} need a reload", e.getMessage(), file);
        }
    }

    private void reloadIfChanged() {
        if (takeInChange()) {
            listeners.tell();
        }
    }

    private synchronized boolean takeInChange() {
        Path file = file();
        if (closed) {
            return false;
        }
        try {
            byte[] before = seen;
            byte[] now = readNow(file);
            // What could not be read for a while may be back as it was.
            if (Arrays.equals(before, now) && snapshot.refusal().absent()) {
                return false;
            }
            take(reader.parse(file, now));
            return true;
        } catch (ConfigException e) {
            boolean news = refuse(e);
            if (!Files.exists(file)) {
                LOG.warn("[yaml-watcher] config missing path={}; going on with what was read last", file);
            } else if (news) {
                LOG.warn("[yaml-watcher] reload failed path={} err={}", file, e.getMessage());
            }
            return false;
        }
    }

    private byte[] readNow(Path file) throws ConfigException {
        seen = reader.bytes(file);
        return seen;
    }

    /** Puts a document into force as a whole, however it was read. */
    private void take(ConfigDocument document) {
        // First: whoever gets a secret from the snapshot may log at once.
        redactions.forEach(redaction -> redaction.hide(document.secrets()));
        ConfigSnapshot before = snapshot;
        DaemonConfig config = NeedsRestart.held(atStart, document.config());
        List<String> pending = NeedsRestart.between(atStart, document.config());
        snapshot = new ConfigSnapshot(config, document.warnings(), pending, Refusal.NONE);
        document.warnings().stream()
                .filter(warning -> !before.warnings().contains(warning))
                .forEach(warning -> LOG.warn("{}: {}", file(), warning));
        if (!before.config().projects().equals(config.projects())) {
            LOG.info(
                    "[yaml-watcher] reloaded projects beforeCount={} afterCount={}",
                    before.config().projects().size(),
                    config.projects().size());
        }
        if (!pending.isEmpty() && !pending.equals(before.pendingRestart())) {
            LOG.warn("needs restart: {}", String.join(", ", pending));
        }
    }

    /** Keeps why the file is not in force; false when that is known. */
    private boolean refuse(ConfigException e) {
        String message = String.valueOf(e.getMessage());
        boolean news = !snapshot.refusal().message().equals(message);
        if (news) {
            snapshot = snapshot.refused(new Refusal(message, Instant.now()));
        }
        return news;
    }
}
