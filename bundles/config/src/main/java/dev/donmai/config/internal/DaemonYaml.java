package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.LogRedaction;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigException;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.DirectoryWatch;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private volatile InForce inForce =
            new InForce(new ConfigDocument(DaemonConfig.DEFAULTS, List.of(), List.of()), List.of());
    private DaemonConfig atStart = DaemonConfig.DEFAULTS;
    /** What was last read, good or bad; an event for the same bytes is no change. */
    private byte[] seen = {};

    private Optional<DirectoryWatch> watch = Optional.empty();
    private boolean closed;

    /** What is in force, swapped as a whole. */
    private record InForce(ConfigDocument document, List<String> pendingRestart) {}

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
            ConfigDocument document = parse(file, readNow(file));
            atStart = document.config();
            inForce = new InForce(document, List.of());
            watch(file);
        }
        // What was written between the first look and the watch would go unseen.
        reloadIfChanged();
    }

    @Override
    public DaemonConfig current() {
        return inForce.document().config();
    }

    @Override
    public List<String> warnings() {
        return inForce.document().warnings();
    }

    @Override
    public List<String> pendingRestart() {
        return inForce.pendingRestart();
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
            seen = reader.settled(file);
            swap(parse(file, seen));
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
            swap(result.document());
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
        if (!Files.exists(file)) {
            LOG.warn("[yaml-watcher] config missing path={}; going on with what was read last", file);
            return false;
        }
        try {
            byte[] before = seen;
            byte[] now = readNow(file);
            if (Arrays.equals(before, now)) {
                return false;
            }
            swap(parse(file, now));
            return true;
        } catch (ConfigException e) {
            LOG.warn("[yaml-watcher] reload failed path={} err={}", file, e.getMessage());
            return false;
        }
    }

    private byte[] readNow(Path file) throws ConfigException {
        seen = reader.bytes(file);
        return seen;
    }

    private ConfigDocument parse(Path file, byte[] bytes) throws ConfigException {
        ConfigDocument document = reader.parse(file, bytes);
        redactions.forEach(redaction -> redaction.hide(document.secrets()));
        for (String warning : document.warnings()) {
            LOG.warn("{}: {}", file, warning);
        }
        return document;
    }

    private void swap(ConfigDocument document) {
        DaemonConfig before = current();
        DaemonConfig next = document.config();
        List<String> pending = NeedsRestart.between(atStart, next);
        List<String> known = inForce.pendingRestart();
        inForce = new InForce(document, pending);
        if (!before.projects().equals(next.projects())) {
            LOG.info(
                    "[yaml-watcher] reloaded projects beforeCount={} afterCount={}",
                    before.projects().size(),
                    next.projects().size());
        }
        if (!pending.isEmpty() && !pending.equals(known)) {
            LOG.warn("needs restart: {}", String.join(", ", pending));
        }
    }
}
