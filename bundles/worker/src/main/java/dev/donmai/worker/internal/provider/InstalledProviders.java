package dev.donmai.worker.internal.provider;

import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a provider when no file was pinned: among the JARs of one directory, in the order of their names. */
final class InstalledProviders {

    /** System property that names the directory. */
    static final String PROPERTY = "donmai.providers";

    private static final Logger LOG = LoggerFactory.getLogger(InstalledProviders.class);

    private final String directory;

    InstalledProviders(String directory) {
        this.directory = directory;
    }

    /** Those of the directory that this process was started with. */
    static InstalledProviders ofProcess() {
        return new InstalledProviders(System.getProperty(PROPERTY, ""));
    }

    /** Loads provider {@code id}; only JARs that offer one of its kind are opened. */
    <T> LoadedProvider<T> load(ProviderKind<T> kind, String id) throws SessionFailure {
        if (directory.isEmpty()) {
            throw LoadedProvider.notRegistered(
                    kind, id, "no provider directory: start the worker with -D" + PROPERTY + "=<dir>");
        }
        for (Path jar : jars(Path.of(directory))) {
            if (offers(kind, jar)) {
                Optional<LoadedProvider<T>> found = find(kind, id, jar);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw LoadedProvider.notRegistered(kind, id, "no JAR in " + directory + " provides it");
    }

    private static <T> Optional<LoadedProvider<T>> find(ProviderKind<T> kind, String id, Path jar) {
        try {
            return LoadedProvider.find(kind, id, List.of(jar));
        } catch (SessionFailure e) {
            // A broken provider must not keep the others from being found.
            LOG.warn("skipping {}: {}", jar, e.text());
            return Optional.empty();
        }
    }

    private static List<Path> jars(Path directory) throws SessionFailure {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jar")) {
            entries.forEach(jars::add);
        } catch (IOException e) {
            throw new SessionFailure(
                    FailureMode.PROVIDER_RESOLVE, "can't list the provider directory " + directory + ": " + e, e);
        }
        jars.sort(null);
        return jars;
    }

    private static boolean offers(ProviderKind<?> kind, Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("META-INF/services/" + kind.service().getName()) != null;
        } catch (IOException e) {
            LOG.warn("skipping {}: {}", jar, e.toString());
            return false;
        }
    }
}
