package dev.donmai.providers.fakes;

import dev.donmai.providers.fakes.faults.FaultyRuntime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** A provider's JAR with something changed. */
final class FakeJar {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String CAPABILITY = "Provide-Capability";

    private final Map<String, byte[]> entries = new TreeMap<>();

    private FakeJar() {}

    /** The JAR that a class of a provider comes from. */
    static FakeJar of(Class<?> member) {
        FakeJar jar = new FakeJar();
        try (JarFile file = new JarFile(jarOf(member).toFile())) {
            for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                if (!entry.isDirectory()) {
                    jar.entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jarOf(Class<?> member) {
        try {
            return Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(String entry) {
        return new String(entries.getOrDefault(entry, new byte[0]), StandardCharsets.UTF_8);
    }

    private FakeJar entry(String name, String content) {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Changes a header of the manifest; one that becomes empty is removed. */
    FakeJar header(String name, UnaryOperator<String> change) {
        try {
            Manifest manifest = new Manifest(new ByteArrayInputStream(
                    Optional.ofNullable(entries.get(MANIFEST)).orElseThrow()));
            String value = change.apply(
                    Optional.ofNullable(manifest.getMainAttributes().getValue(name))
                            .orElse(""));
            if (value.isEmpty()) {
                manifest.getMainAttributes().remove(new Attributes.Name(name));
            } else {
                manifest.getMainAttributes().putValue(name, value);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            manifest.write(out);
            entries.put(MANIFEST, out.toByteArray());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes what the manifest declares. */
    FakeJar declaring(UnaryOperator<String> change) {
        return header(CAPABILITY, change);
    }

    /** Adds a class of ours. */
    FakeJar containing(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        try (var in = Optional.ofNullable(type.getClassLoader().getResourceAsStream(name))
                .orElseThrow()) {
            entries.put(name, in.readAllBytes());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the classes of all faults. */
    private FakeJar withFaults() {
        String folder = FaultyRuntime.class.getPackageName().replace('.', '/');
        Path classes = jarOf(FaultyRuntime.class);
        try (Stream<Path> files = Files.list(classes.resolve(folder))) {
            for (Path file : files.toList()) {
                entries.put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A worker loads other classes than before. */
    FakeJar loading(Class<?>... types) {
        List<String> names = new ArrayList<>();
        for (Class<?> type : types) {
            names.add(type.getName());
        }
        String services = entries.keySet().stream()
                .filter(name -> name.startsWith("META-INF/services/"))
                .findFirst()
                .orElseThrow();
        return withFaults().entry(services, String.join("\n", names) + "\n");
    }

    /** The class that a worker loads, besides another one. */
    FakeJar loadingAlso(Class<?> type) {
        String services = entries.keySet().stream()
                .filter(name -> name.startsWith("META-INF/services/"))
                .findFirst()
                .orElseThrow();
        return withFaults().entry(services, text(services) + "\n" + type.getName() + "\n");
    }

    private String component() {
        return entries.keySet().stream()
                .filter(name -> name.startsWith("OSGI-INF/"))
                .findFirst()
                .orElseThrow();
    }

    /** The descriptor's component is of another class. */
    FakeJar describedBy(Class<?> type) {
        String component = component();
        return withFaults()
                .entry(
                        component,
                        text(component)
                                .replaceFirst(
                                        "<implementation class=\"[^\"]+\"",
                                        "<implementation class=\"" + Matcher.quoteReplacement(type.getName()) + "\""));
    }

    /** The descriptor's component is there twice. */
    FakeJar describedTwice() {
        String component = component();
        String second = "OSGI-INF/second.xml";
        return entry(second, text(component).replaceFirst(" name=\"", " name=\"second."))
                .header("Service-Component", value -> value + "," + second);
    }

    /** Writes it. */
    Path write(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "fake-", ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            write(jar, MANIFEST);
            for (String name : entries.keySet()) {
                if (!name.equals(MANIFEST)) {
                    write(jar, name);
                }
            }
        }
        return file;
    }

    private void write(JarOutputStream jar, String name) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(Optional.ofNullable(entries.get(name)).orElseThrow());
        jar.closeEntry();
    }
}
