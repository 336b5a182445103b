package dev.donmai.launcher.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A JAR that holds a class path and the name of a main class, nothing else. */
final class PathingJar {

    /** Fixed, so that two builds give the same file. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 23, 0, 0);

    private PathingJar() {}

    static void write(Path folder, String name, String mainClass, Collection<Path> classPath) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, mainClass);
        main.putValue("Enable-Native-Access", "ALL-UNNAMED");
        main.put(
                Attributes.Name.CLASS_PATH,
                classPath.stream()
                        .map(path -> folder.relativize(path).toString())
                        .collect(Collectors.joining(" ")));
        ZipEntry entry = new ZipEntry(JarFile.MANIFEST_NAME);
        entry.setTimeLocal(TIME);
        try (OutputStream out = Files.newOutputStream(folder.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry);
            manifest.write(zip);
            zip.closeEntry();
        }
    }
}
