package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentRuntime;
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

/** The step that finds a runtime when no file was pinned: among the JARs of one directory, in the order of their names. */
public final class InstalledRuntimes {

    /** System property that names the directory. */
    public static final String PROPERTY = "donmai.providers";

    private static final String SERVICE = "META-INF/services/" + AgentRuntime.class.getName();
    private static final Logger LOG = LoggerFactory.getLogger(InstalledRuntimes.class);

    private InstalledRuntimes() {}

    /** Loads runtime {@code id} from the directory named by the property's value; only JARs that offer a runtime are opened. */
    public static LoadedRuntime load(String id, String directory) throws SessionFailure {
        if (directory.isEmpty()) {
            throw LoadedRuntime.notRegistered(
                    id, "no provider directory: start the worker with -D" + PROPERTY + "=<dir>");
        }
        for (Path jar : jars(Path.of(directory))) {
            if (offersRuntime(jar)) {
                Optional<LoadedRuntime> found = find(id, jar);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw LoadedRuntime.notRegistered(id, "no JAR in " + directory + " provides it");
    }

    private static Optional<LoadedRuntime> find(String id, Path jar) {
        try {
            return LoadedRuntime.find(id, List.of(jar));
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

    private static boolean offersRuntime(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(SERVICE) != null;
        } catch (IOException e) {
            LOG.warn("skipping {}: {}", jar, e.toString());
            return false;
        }
    }
}
