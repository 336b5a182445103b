package dev.donmai.registry.internal;

import dev.donmai.config.Configuration;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.DirectoryWatch;
import dev.donmai.model.session.SessionFile.PinnedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that operators put provider JARs into. What is in it is what should be there. */
final class DropIns {

    /** How long a file that is no JAR may still become one. */
    static final Duration GROWING = Duration.ofSeconds(2);

    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(DropIns.class);
    private static final String SUFFIX = ".jar";

    private final Path directory;

    private DropIns(Path directory) {
        this.directory = directory;
    }

    /** {@code providers.directory}, else the one of the state directory. */
    static DropIns of(Configuration configuration) {
        String configured = configuration.current().providers().directory();
        return new DropIns(configured.isEmpty() ? configuration.state().providers() : configuration.expand(configured));
    }

    /** Makes it, and watches it from then on. */
    DirectoryWatch watch(DirectoryWatch.Receiver receiver) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            LOG.warn("providers cannot be dropped into {}: {}", directory, e.toString());
        }
        return DirectoryWatch.start(directory, QUIET, "providers", receiver);
    }

    /** The JARs in it, by name; none when it is not there. Names that begin with a dot are files that still come. */
    List<Path> jars() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.endsWith(SUFFIX) && !name.startsWith(".") && Files.isRegularFile(file);
                    })
                    .sorted()
                    .toList();
        }
    }

    /** Whether a file is only part of a JAR, and was written to a moment ago: its end, where a JAR is described, is missing. */
    static boolean growing(Path file) {
        try (ZipFile _ = new ZipFile(file.toFile())) {
            return false;
        } catch (ZipException e) {
            try {
                return Files.getLastModifiedTime(file)
                        .toInstant()
                        .isAfter(Instant.now().minus(GROWING));
            } catch (IOException gone) {
                return true;
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Where a provider that has no file here yet goes. */
    Path place(ProviderEntry entry) {
        String name = ProviderRow.qualified(entry.family(), entry.id()).replace(':', '-');
        Path place = directory.resolve(name + SUFFIX);
        for (int n = 2; Files.exists(place); n++) {
            place = directory.resolve(name + "-" + n + SUFFIX);
        }
        return place;
    }

    /**
     * Writes a file of the content store into it.
     *
     * @throws UnfitException when it cannot be written; what was there before still is
     */
    static void write(PinnedFile file, Path place) throws UnfitException {
        try {
            Files.createDirectories(place.toAbsolutePath().getParent());
            AtomicFile.stream(place, AtomicFile.READABLE, out -> Files.copy(Path.of(file.path()), out));
        } catch (IOException e) {
            throw new UnfitException("it cannot be written to " + place + ": " + e, e);
        }
    }
}
