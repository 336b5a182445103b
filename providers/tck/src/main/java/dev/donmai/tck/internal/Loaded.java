package dev.donmai.tck.internal;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What a worker loads, with the class loader that it comes from.
 *
 * @param work every class that the services file of the JAR names
 */
public record Loaded<W>(List<W> work, URLClassLoader loader) implements AutoCloseable {

    /** Loads it from the JAR alone. */
    static <W> Loaded<W> from(Path jar, Class<W> service) throws IOException {
        URLClassLoader loader =
                new URLClassLoader("tck-worker", new URL[] {jar.toUri().toURL()}, new ContractLoader());
        List<W> work = new ArrayList<>();
        ServiceLoader.load(service, loader).stream()
                .filter(provider -> loader.equals(provider.type().getClassLoader()))
                .forEach(provider -> work.add(provider.get()));
        return new Loaded<>(List.copyOf(work), loader);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
