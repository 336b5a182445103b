package dev.donmai.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a Unix socket is to be ({@code http.socket}). Systems know sockets by short paths only, also while one is made: in a
 * directory of its own beside its place.
 *
 * @param path absolute
 */
public record SocketPath(Path path) {

    /** Bytes; systems take 104 to 108, the last one a zero. */
    private static final int LONGEST = 103;

    /** Behind the parent while the socket is made: a slash, a dot, a number, and a name of one letter. */
    private static final int BESIDE = 24;

    /** What keeps it from being made, as the end of a sentence about it; looks at nothing but the path. */
    public Optional<String> objection() {
        Path parent = path.getParent();
        if (parent == null) {
            return Optional.of("is no file");
        }
        int most = LONGEST - BESIDE;
        if (bytes(path) <= LONGEST && bytes(parent) <= most) {
            return Optional.empty();
        }
        return Optional.of("is too long for a socket: its directory may have " + most + " bytes at the most and has "
                + bytes(parent) + ", the whole path " + LONGEST + " and has " + bytes(path));
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
