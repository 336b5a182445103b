package dev.donmai.git;

import dev.donmai.git.ChangedFile.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads {@code git diff --raw --numstat -z}: first all files with their status, then all with their numbers of lines. */
final class DiffListing {
    private record Lines(int added, int deleted) {}

    private record Raw(String path, String previousPath, Status status) {}

    private final List<Raw> files = new ArrayList<>();
    private final Map<String, Lines> lines = new HashMap<>();

    private DiffListing() {}

    /** Reads a listing that may be cut off anywhere. */
    static List<ChangedFile> parse(String output) {
        int end = output.lastIndexOf('\0');
        DiffListing listing = new DiffListing();
        if (end >= 0) {
            Iterator<String> fields =
                    List.of(output.substring(0, end).split("\0", -1)).iterator();
            while (fields.hasNext()) {
                listing.read(fields.next(), fields);
            }
        }
        return listing.files.stream().map(listing::withLines).toList();
    }

    private void read(String field, Iterator<String> rest) {
        if (field.startsWith(":")) {
            readRaw(field, rest);
        } else {
            readNumbers(field, rest);
        }
    }

    private void readRaw(String field, Iterator<String> rest) {
        char letter = field.substring(field.lastIndexOf(' ') + 1).charAt(0);
        String path = next(rest);
        String previous = "";
        if (letter == 'R' || letter == 'C') {
            previous = path;
            path = next(rest);
        }
        if (path.isEmpty()) {
            return;
        }
        files.add(new Raw(
                path,
                previous,
                switch (letter) {
                    case 'A', 'C' -> Status.ADDED;
                    case 'D' -> Status.DELETED;
                    case 'R' -> Status.RENAMED;
                    default -> Status.MODIFIED;
                }));
    }

    private void readNumbers(String field, Iterator<String> rest) {
        String[] columns = field.split("\t", 3);
        if (columns.length < 3) {
            return;
        }
        String path = columns[2];
        if (path.isEmpty()) {
            next(rest);
            path = next(rest);
        }
        lines.put(path, new Lines(number(columns[0]), number(columns[1])));
    }

    private ChangedFile withLines(Raw file) {
        Lines counted = lines.getOrDefault(file.path(), new Lines(0, 0));
        return new ChangedFile(file.path(), file.previousPath(), file.status(), counted.added(), counted.deleted());
    }

    private static String next(Iterator<String> rest) {
        return rest.hasNext() ? rest.next() : "";
    }

    private static int number(String column) {
        return column.equals("-") ? -1 : Integer.parseInt(column);
    }
}
