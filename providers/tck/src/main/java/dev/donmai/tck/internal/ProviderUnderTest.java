package dev.donmai.tck.internal;

import dev.donmai.tck.Effort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** The JAR under test, and the two ways in which its code is loaded: by a daemon as a bundle, by a worker as a plain JAR. */
public final class ProviderUnderTest implements AutoCloseable {

    private final Path jar;
    private final Family<?, ?> family;
    private final Map<String, Object> settings;
    private final Effort effort;
    private final Path directory;
    private final Daemon daemon;
    private Optional<Attachment<?>> attached = Optional.empty();
    private int directories;

    private ProviderUnderTest(
            Path jar, Family<?, ?> family, Map<String, Object> settings, Effort effort, Path directory) {
        this.jar = jar;
        this.family = family;
        this.settings = Map.copyOf(settings);
        this.effort = effort;
        this.directory = directory;
        this.daemon = Daemon.start(directory.resolve("framework"));
    }

    /** Takes a JAR; loads no code of it yet. */
    public static ProviderUnderTest open(Path jar, Family<?, ?> family, Map<String, Object> settings, Effort effort)
            throws IOException {
        return new ProviderUnderTest(
                jar,
                family,
                settings,
                effort,
                Files.createTempDirectory("donmai-tck-").toRealPath());
    }

    Path jar() {
        return jar;
    }

    public Family<?, ?> family() {
        return family;
    }

    public Map<String, Object> settings() {
        return settings;
    }

    public Effort effort() {
        return effort;
    }

    /** A new directory that is gone after the tests. */
    public synchronized Path directory(String name) throws IOException {
        directories++;
        return Files.createDirectories(directory.resolve(directories + "-" + name));
    }

    /** The bundle, installed and not started; whoever asks removes it. */
    Bundle installed() {
        return daemon.install(jar);
    }

    Daemon daemon() {
        return daemon;
    }

    /** All that the manifest declares. */
    List<Declaration> declarations() throws Exception {
        if (attached.isPresent()) {
            return Declaration.of(attached.get().bundle());
        }
        Bundle bundle = installed();
        try {
            return Declaration.of(bundle);
        } finally {
            bundle.uninstall();
        }
    }

    /** What the manifest declares in the family of the tests. */
    Declaration declaration() throws Exception {
        return declarations().stream()
                .filter(declaration -> declaration.isOf(family.family()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Its manifest declares no provider of the family "
                        + family.family().wireName() + "."));
    }

    /** The id that the manifest declares. */
    public String id() throws Exception {
        return declaration().id();
    }

    /** Whether the manifest declares an ability. */
    public boolean declares(String capability) throws Exception {
        return declaration().declares(capability);
    }

    /** The bundle as it runs in a daemon, started once for all checks. */
    synchronized Attachment<?> attached() {
        Attachment<?> running = attached.orElseGet(this::attach);
        attached = Optional.of(running);
        return running;
    }

    /** Starts the bundle anew; whoever asks closes it. */
    Attachment<?> attach() {
        return Attachment.start(daemon, installed(), family.descriptor());
    }

    /** What a worker loads. */
    public <W> Loaded<W> load(Class<W> type) throws IOException {
        Loaded<W> loaded = Loaded.from(jar, type);
        if (loaded.work().isEmpty()) {
            loaded.close();
            throw new AssertionError(
                    "A worker finds nothing to load: " + family.servicesEntry() + " has to name a class of the JAR.");
        }
        return loaded;
    }

    @Override
    public void close() {
        daemon.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
