package dev.donmai.worker.internal.provider;

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
 * A provider with the class loader it came from.
 *
 * @param provider serves one session
 * @param loader the loader of its files
 */
public record LoadedProvider<T>(T provider, URLClassLoader loader) implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedProvider.class);

    /** Loads provider {@code id} from {@code files}, below the worker's own classes. */
    static <T> LoadedProvider<T> load(ProviderKind<T> kind, String id, List<Path> files) throws SessionFailure {
        return find(kind, id, files).orElseThrow(() -> notRegistered(kind, id, "none of its files names it: " + files));
    }

    /** The same, empty where the files hold no provider of that id. */
    static <T> Optional<LoadedProvider<T>> find(ProviderKind<T> kind, String id, List<Path> files)
            throws SessionFailure {
        URLClassLoader loader =
                new URLClassLoader("provider-" + id, urls(files), kind.service().getClassLoader());
        Optional<LoadedProvider<T>> found = Optional.empty();
        try {
            found = named(kind, id, loader).map(provider -> new LoadedProvider<>(provider, loader));
            return found;
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            throw new SessionFailure(
                    FailureMode.PROVIDER_RESOLVE,
                    kind.prefix() + "the files of provider \"" + id + "\" can't be loaded: " + e
                            + "; install a version of it that was built for this daemon",
                    e);
        } finally {
            if (found.isEmpty()) {
                close(loader);
            }
        }
    }

    static SessionFailure notRegistered(ProviderKind<?> kind, String id, String why) {
        return new SessionFailure(
                FailureMode.PROVIDER_RESOLVE,
                kind.prefix() + "no provider registered for name: \"" + id + "\" (" + why + ")");
    }

    private static <T> Optional<T> named(ProviderKind<T> kind, String id, ClassLoader loader) {
        Iterator<ServiceLoader.Provider<T>> providers =
                ServiceLoader.load(kind.service(), loader).stream().iterator();
        while (providers.hasNext()) {
            ServiceLoader.Provider<T> provider = providers.next();
            // What the worker has on its own class path is not what the session was admitted with.
            if (loader.equals(provider.type().getClassLoader())) {
                T candidate = provider.get();
                if (kind.id().apply(candidate).equals(id)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static URL[] urls(List<Path> files) {
        return files.stream().map(LoadedProvider::url).toArray(URL[]::new);
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
