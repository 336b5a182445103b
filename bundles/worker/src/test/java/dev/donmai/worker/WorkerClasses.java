package dev.donmai.worker;

import dev.donmai.model.Json;
import dev.donmai.worker.internal.QuickWorker;
import dev.donmai.worker.shell.ShellRuntime;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** What a worker has on its class path, which is nothing of the tests but {@link QuickWorker}: it sees providers only in their JARs. */
final class WorkerClasses {

    private static final List<Path> FILES = files();

    /** For sessions in this process; loaded once, as that takes most of the time of a short session. */
    private static final ClassLoader LOADER = new URLClassLoader(
            FILES.stream().map(WorkerClasses::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());

    private WorkerClasses() {}

    /** For a process. */
    static String path() {
        return String.join(
                File.pathSeparator, FILES.stream().map(Path::toString).toList());
    }

    /** Where the classes of the tests are. */
    static Path ofTests() {
        return Path.of(ShellRuntime.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    /** A JAR of the class path. */
    static Path jar(String artifact) {
        return classPath()
                .filter(entry -> entry.toString().contains(artifact))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the class path has no " + artifact));
    }

    /** Runs a session in this process. */
    static Ended run(Map<String, String> environment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            Method here = LOADER.loadClass(QuickWorker.class.getName()).getMethod("here", Map.class, PrintStream.class);
            int status = (int) here.invoke(null, environment, out);
            return new Ended(status, Json.mapper().readTree(bytes.toByteArray()));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the session could not be run", e);
        }
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    }

    private static List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(quickJar()));
        classPath()
                .filter(entry -> !entry.equals(ofTests()))
                .filter(entry -> !entry.toString().contains("donmai-provider-"))
                .forEach(files::add);
        return List.copyOf(files);
    }

    private static Path quickJar() {
        String name = QuickWorker.class.getName().replace('.', '/') + ".class";
        try {
            Path jar = Files.createTempFile("donmai-quick-worker-", ".jar");
            jar.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream content = new JarOutputStream(out)) {
                content.putNextEntry(new JarEntry(name));
                content.write(Files.readAllBytes(ofTests().resolve(name)));
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
