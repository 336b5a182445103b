package dev.donmai.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The parts of a {@link RotatingFile} at one moment, oldest first. Numbers may have gaps, after a crash in the middle of a rotation;
 * only their order counts.
 *
 * @param dropped how many bytes were before the oldest part
 */
record LogParts(long dropped, List<Part> parts) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final Pattern START = Pattern.compile("from-(\\d{1,18})");

    /** @param number 0 for the newest */
    record Part(Path file, int number, long size, Object key) {}

    static LogParts list(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        List<Part> parts = new ArrayList<>();
        long dropped = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                Objects.requireNonNull(file.getParent()),
                entry -> String.valueOf(entry.getFileName()).startsWith(name))) {
            for (Path entry : entries) {
                String rest = String.valueOf(entry.getFileName()).substring(name.length());
                if (rest.isEmpty()) {
                    add(entry, 0, parts);
                } else if (rest.startsWith(".")
                        && NUMBER.matcher(rest.substring(1)).matches()) {
                    add(entry, Integer.parseInt(rest.substring(1)), parts);
                } else if (rest.startsWith(".")) {
                    var start = START.matcher(rest.substring(1));
                    dropped = Math.max(dropped, start.matches() ? Long.parseLong(start.group(1)) : 0);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        parts.sort(Comparator.comparingInt(Part::number).reversed());
        return new LogParts(dropped, List.copyOf(parts));
    }

    private static void add(Path file, int number, List<Part> into) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                into.add(new Part(file, number, attributes.size(), Objects.requireNonNull(attributes.fileKey())));
            }
        } catch (NoSuchFileException renamed) {
            // The reader compares two lists and looks again.
            return;
        }
    }

    static Path part(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    static Path marker(Path file, long start) {
        return file.resolveSibling(file.getFileName() + ".from-" + start);
    }

    static void removeMarkersBefore(Path file, long start) throws IOException {
        try (DirectoryStream<Path> markers = Files.newDirectoryStream(
                Objects.requireNonNull(file.getParent()), entry -> isMarkerBefore(file, entry, start))) {
            for (Path marker : markers) {
                Files.deleteIfExists(marker);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isMarkerBefore(Path file, Path entry, long start) {
        String prefix = file.getFileName() + ".";
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(prefix)) {
            return false;
        }
        var matcher = START.matcher(name.substring(prefix.length()));
        return matcher.matches() && Long.parseLong(matcher.group(1)) < start;
    }

    boolean has(int number) {
        return parts.stream().anyMatch(part -> part.number() == number);
    }

    int count() {
        return parts.size();
    }

    Path oldest() {
        return parts.getFirst().file();
    }

    long oldestStart() {
        return dropped;
    }

    long oldestSize() {
        return parts.getFirst().size();
    }

    /** The bytes before the newest part. */
    long newestStart() {
        return dropped
                + parts.stream()
                        .filter(part -> part.number() != 0)
                        .mapToLong(Part::size)
                        .sum();
    }

    /** Whether the same files were in the same places; the newest may have grown. */
    boolean sameFiles(LogParts other) {
        return dropped == other.dropped
                && parts.stream()
                        .map(Part::key)
                        .toList()
                        .equals(other.parts.stream().map(Part::key).toList());
    }
}
