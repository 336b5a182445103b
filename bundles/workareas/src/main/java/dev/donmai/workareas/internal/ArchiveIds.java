package dev.donmai.workareas.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Ids of archives: one plain segment whose directory lies directly under the root ({@code workareas.md} §1.4). */
final class ArchiveIds {

    private static final int MAX_BYTES = 255;

    private ArchiveIds() {}

    static boolean wellFormed(String id) {
        return !id.isEmpty()
                && !id.startsWith(".")
                && id.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
                && id.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** The directory of an id, if it is a real directory of the root. */
    static Optional<Path> directory(Path root, String id) throws IOException {
        if (!wellFormed(id)) {
            return Optional.empty();
        }
        Path directory = root.resolve(id);
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) ? Optional.of(directory) : Optional.empty();
    }
}
