package dev.donmai.launcher.framework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.connect.ConnectContent;

/** The entries of a bundle's JAR, beside classes that the class path has loaded already. Thread-safe. */
final class JarContent implements ConnectContent {

    private final Path jar;
    private final ClassLoader classes;

    private @Nullable JarFile open;

    JarContent(Path jar, ClassLoader classes) {
        this.jar = jar;
        this.classes = classes;
    }

    @Override
    public synchronized void open() throws IOException {
        if (open == null) {
            open = new JarFile(jar.toFile(), false);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        JarFile file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }

    private synchronized JarFile file() {
        JarFile file = open;
        if (file == null) {
            throw new IllegalStateException(jar + " is not open");
        }
        return file;
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        try {
            Manifest manifest = file().getManifest();
            Map<String, String> headers = new HashMap<>();
            manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
            return Optional.of(headers);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the manifest of " + jar, e);
        }
    }

    @Override
    public Collection<String> getEntries() {
        return file().stream().map(JarEntry::getName).toList();
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        JarFile file = file();
        return Optional.ofNullable(file.getJarEntry(path)).map(entry -> new Entry(file, entry));
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(classes);
    }

    private record Entry(JarFile jar, JarEntry entry) implements ConnectEntry {

        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return jar.getInputStream(entry);
        }
    }
}
