package dev.donmai.launcher.image;

import dev.donmai.files.Sha256;
import dev.donmai.launcher.framework.Distribution;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Lays out the distribution from the class path it is started with. Arguments: the folder to write, the launcher's JAR,
 * the folder with scripts, the root of the checkout, the version, the time when the build began.
 *
 * <p>A distribution in use keeps working: the new one is completed beside it and takes its name in the end.
 */
public final class ImageBuilder {

    private static final String MAIN = "dev.donmai.launcher.Main";
    private static final String WORKER_MAIN = "dev.donmai.worker.WorkerMain";
    private static final List<String> WORKER_ROOMS = List.of("worker", "model", "files", "process", "git", "net");

    /** Libraries that a worker has no use for, by the beginning of their file names. */
    private static final List<String> DAEMON_ONLY =
            List.of("jetty-", "org.apache.felix.", "org.osgi.", "h2-mvstore-", "snakeyaml-engine-", "jline-");

    /** Libraries that the program itself uses and bundles don't see. */
    private static final List<String> PROGRAM_ONLY = List.of("org.apache.felix.framework-", "picocli-", "jline-");

    /** What only the dev commands need: it is on no daemon's class path. */
    private static final String DEV_ONLY = "donmai-stand-in-";

    private final Path image;
    private final List<Path> dev = new ArrayList<>();
    private final List<Path> libraries = new ArrayList<>();
    private final TreeMap<String, Path> rooms = new TreeMap<>();
    private final SequencedMap<String, Path> core = new TreeMap<>();

    private ImageBuilder(Path image) {
        this.image = image;
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path image = target.resolveSibling(target.getFileName() + ".new");
        delete(image);
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        new ImageBuilder(image)
                .build(classPath, Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]), arguments[4]);
        // What changes while the build runs is newer than its result.
        Files.setLastModifiedTime(
                image.resolve("lib").resolve(Distribution.DESCRIPTION), FileTime.from(Instant.parse(arguments[5])));
        Path old = target.resolveSibling(target.getFileName() + ".old");
        delete(old);
        if (Files.exists(target)) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(image, target, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
    }

    private void build(List<Path> classPath, Path launcher, Path scripts, Path checkout, String version)
            throws IOException {
        for (String folder : List.of("bin", "lib", "bundles", "providers", "share")) {
            Files.createDirectories(image.resolve(folder));
        }
        Path program = copy(launcher, "lib");
        for (Path jar : classPath) {
            place(jar);
        }
        List<Path> everything = new ArrayList<>();
        everything.add(program);
        everything.addAll(core.values());
        everything.addAll(rooms.values());
        everything.addAll(libraries);
        Path lib = image.resolve("lib");
        PathingJar.write(lib, "donmai.jar", MAIN, everything.stream().distinct().toList());
        everything.addAll(dev);
        PathingJar.write(
                lib, "donmai-dev.jar", MAIN, everything.stream().distinct().toList());
        PathingJar.write(lib, "donmai-agent.jar", WORKER_MAIN, workerClassPath(program));
        writeDigests();
        describe(version);
        copyTree(scripts);
        Files.copy(checkout.resolve("LICENSE"), image.resolve("LICENSE"));
        Files.copy(checkout.resolve(".mvn/find-jdk.sh"), image.resolve("lib/find-jdk.sh"));
        Path readme = checkout.resolve("README.md");
        if (Files.exists(readme)) {
            Files.copy(readme, image.resolve("README.md"));
        }
    }

    private void place(Path jar) throws IOException {
        String name = symbolicName(jar).orElse("");
        if (startsWith(jar, List.of(DEV_ONLY))) {
            dev.add(copy(jar, "lib"));
        } else if (name.startsWith("dev.donmai.providers.")) {
            copy(jar, "providers");
        } else if (name.startsWith("dev.donmai.api") || name.equals("dev.donmai.worker")) {
            rooms.put(name, copy(jar, "lib"));
        } else if (name.startsWith("dev.donmai.") || name.equals("org.apache.felix.scr")) {
            Path bundle = copy(jar, "bundles");
            rooms.put(name, bundle);
            core.put(name, bundle);
        } else {
            libraries.add(copy(jar, "lib"));
        }
    }

    private List<Path> workerClassPath(Path program) {
        List<Path> classPath = new ArrayList<>();
        for (String room : WORKER_ROOMS) {
            classPath.add(Optional.ofNullable(rooms.get("dev.donmai." + room))
                    .orElseThrow(() -> new IllegalStateException("the room " + room + " is not on the class path")));
        }
        classPath.addAll(rooms.tailMap("dev.donmai.api", true)
                .headMap("dev.donmai.apj", false)
                .values());
        libraries.stream().filter(library -> !startsWith(library, DAEMON_ONLY)).forEach(classPath::add);
        // Holds the log.
        classPath.add(program);
        return classPath;
    }

    private void describe(String version) throws IOException {
        StringBuilder text = new StringBuilder("# Written by the build.\n");
        property(text, Distribution.VERSION, version);
        for (Map.Entry<String, Path> bundle : core.entrySet()) {
            property(
                    text,
                    Distribution.BUNDLE + bundle.getKey(),
                    image.relativize(bundle.getValue()).toString());
        }
        Path framework = libraries.stream()
                .filter(library -> startsWith(library, List.of("org.apache.felix.framework-")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the framework is not on the class path"));
        property(text, Distribution.SYSTEM_PACKAGES, ExportedPackages.ofSystem(framework));
        List<String> extra = new ArrayList<>();
        for (Map.Entry<String, Path> room : rooms.entrySet()) {
            if (room.getKey().startsWith("dev.donmai.api")) {
                extra.add(ExportedPackages.ofLibrary(room.getValue()));
            }
        }
        for (Path library : libraries) {
            if (!startsWith(library, PROGRAM_ONLY)) {
                extra.add(ExportedPackages.ofLibrary(library));
            }
        }
        extra.removeIf(String::isEmpty);
        property(text, Distribution.EXTRA_PACKAGES, String.join(",", extra));
        Files.writeString(image.resolve("lib").resolve(Distribution.DESCRIPTION), text);
    }

    /** The list that says which JARs are the program's own. */
    private void writeDigests() throws IOException {
        StringBuilder list = new StringBuilder();
        for (String folder : List.of("bundles", "lib", "providers")) {
            try (Stream<Path> files = Files.list(image.resolve(folder))) {
                for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    list.append(Sha256.of(jar))
                            .append("  ")
                            .append(image.relativize(jar))
                            .append('\n');
                }
            }
        }
        Files.writeString(image.resolve("lib").resolve(Distribution.DIGESTS), list);
    }

    private static void property(StringBuilder text, String key, String value) {
        text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n');
    }

    private static boolean startsWith(Path file, List<String> beginnings) {
        String name = String.valueOf(file.getFileName());
        return beginnings.stream().anyMatch(name::startsWith);
    }

    private Path copy(Path jar, String folder) throws IOException {
        Path copied = image.resolve(folder).resolve(String.valueOf(jar.getFileName()));
        return Files.copy(jar, copied, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static Optional<String> symbolicName(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue("Bundle-SymbolicName"))
                    .map(value -> value.split(";", 2)[0].strip());
        }
    }

    private void copyTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = image.resolve(folder.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
                if (String.valueOf(file.getFileName()).endsWith(".sh") || copied.startsWith(image.resolve("bin"))) {
                    Files.setPosixFilePermissions(copied, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
