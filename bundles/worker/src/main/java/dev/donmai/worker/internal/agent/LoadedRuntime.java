package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent runtime with the class loader it came from.
 *
 * @param runtime serves one session
 * @param loader the loader of its files
 */
public record LoadedRuntime(AgentRuntime runtime, URLClassLoader loader) implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedRuntime.class);

    /** The step that loads runtime {@code id} from {@code files}, below the worker's own classes. */
    public static LoadedRuntime load(String id, List<Path> files) throws SessionFailure {
        return find(id, files).orElseThrow(() -> notRegistered(id, "none of its files names it: " + files));
    }

    /** The same, empty where the files hold no runtime of that id. */
    static Optional<LoadedRuntime> find(String id, List<Path> files) throws SessionFailure {
        URLClassLoader loader = new URLClassLoader("provider-" + id, urls(files), AgentRuntime.class.getClassLoader());
        Optional<LoadedRuntime> found = Optional.empty();
        try {
            found = named(id, loader).map(runtime -> new LoadedRuntime(runtime, loader));
            return found;
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            throw new SessionFailure(
                    FailureMode.PROVIDER_RESOLVE,
                    "agent: the files of provider \"" + id + "\" can't be loaded: " + e
                            + "; install a version of it that was built for this daemon",
                    e);
        } finally {
            if (found.isEmpty()) {
                close(loader);
            }
        }
    }

    static SessionFailure notRegistered(String id, String why) {
        return new SessionFailure(
                FailureMode.PROVIDER_RESOLVE, "agent: no provider registered for name: \"" + id + "\" (" + why + ")");
    }

    private static Optional<AgentRuntime> named(String id, ClassLoader loader) {
        Iterator<ServiceLoader.Provider<AgentRuntime>> providers =
                ServiceLoader.load(AgentRuntime.class, loader).stream().iterator();
        while (providers.hasNext()) {
            ServiceLoader.Provider<AgentRuntime> provider = providers.next();
            // What the worker has on its own class path is not what the session was admitted with.
            if (loader.equals(provider.type().getClassLoader())) {
                AgentRuntime runtime = provider.get();
                if (runtime.id().equals(id)) {
                    return Optional.of(runtime);
                }
            }
        }
        return Optional.empty();
    }

    private static URL[] urls(List<Path> files) {
        return files.stream().map(LoadedRuntime::url).toArray(URL[]::new);
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(file + " has no URL", e);
        }
    }

    @Override
    public void close() {
        close(loader);
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            // Only files that were read are closed here; the process ends anyway.
            LOG.debug("closing {}: {}", loader, e.toString());
        }
    }
}
