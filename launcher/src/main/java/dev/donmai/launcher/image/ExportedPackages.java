package dev.donmai.launcher.image;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** Which packages the system bundle exports: those of the platform, of the framework, and of libraries. */
final class ExportedPackages {

    /** Modules of the JDK besides {@code java.*} whose packages libraries are known to use. */
    private static final Set<String> MODULES =
            Set.of("jdk.unsupported", "jdk.net", "jdk.httpserver", "jdk.management", "jdk.security.auth");

    private ExportedPackages() {}

    /** Packages that modules of the platform export to everybody, and those of the framework's JAR. */
    static String ofSystem(Path frameworkJar) throws IOException {
        Set<String> packages = new TreeSet<>();
        ModuleFinder.ofSystem().findAll().stream()
                .map(module -> module.descriptor())
                .filter(module -> module.name().startsWith("java.") || MODULES.contains(module.name()))
                .flatMap(module -> module.exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .forEach(packages::add);
        return String.join(",", clauses(frameworkDefaults(frameworkJar))) + "," + String.join(",", packages);
    }

    private static String frameworkDefaults(Path frameworkJar) throws IOException {
        try (JarFile jar = new JarFile(frameworkJar.toFile())) {
            ZipEntry defaults = Optional.ofNullable(jar.getEntry("default.properties"))
                    .orElseThrow(() -> new IOException(frameworkJar + " has no default.properties"));
            Properties properties = new Properties();
            try (InputStream in = jar.getInputStream(defaults)) {
                properties.load(in);
            }
            return Optional.ofNullable(properties.getProperty("osgi-exports"))
                    .orElseThrow(() -> new IOException(frameworkJar + " does not say what the framework exports"));
        }
    }

    /** Packages of a library: what its manifest exports, with versions; all of them where it is no bundle. */
    static String ofLibrary(Path library) throws IOException {
        try (JarFile jar = new JarFile(library.toFile())) {
            Manifest manifest = jar.getManifest();
            String exported =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Export-Package");
            if (exported != null) {
                return String.join(",", clauses(exported));
            }
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }

    /** The clauses of an Export-Package header, each cut to its package names and version. */
    static List<String> clauses(String header) {
        List<String> clauses = new ArrayList<>();
        for (String clause : split(header, ',')) {
            List<String> kept = split(clause, ';').stream()
                    .map(String::strip)
                    .filter(part -> !part.contains("=") || part.startsWith("version="))
                    .toList();
            clauses.add(String.join(";", kept));
        }
        return clauses;
    }

    /** Splits outside quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts.stream().filter(found -> !found.isEmpty()).toList();
    }
}
