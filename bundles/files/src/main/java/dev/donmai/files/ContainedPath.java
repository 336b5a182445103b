package dev.donmai.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns names and paths that come from outside into files below a directory, and never into any others (spec/README.md decision 4).
 */
public final class ContainedPath {
    /** The longest id, in bytes of UTF-8: what a file system takes as a name, with room for a suffix. */
    public static final int LONGEST_ID = 200;

    private ContainedPath() {}

    /**
     * What keeps {@code id} from being one segment of a path, as the end of a sentence: {@code "contains \"/\""}.
     *
     * @return empty for an id that is fine
     */
    public static Optional<String> objectionTo(String id) {
        if (id.isEmpty()) {
            return Optional.of("is empty");
        }
        if (id.startsWith(".")) {
            return Optional.of("begins with a dot");
        }
        for (String forbidden : new String[] {"/", "\\", "~"}) {
            if (id.contains(forbidden)) {
                return Optional.of("contains \"" + forbidden + "\"");
            }
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("contains a control character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            return Optional.of("contains half a character");
        }
        if (id.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID) {
            return Optional.of("is longer than " + LONGEST_ID + " bytes");
        }
        return isName(id) ? Optional.empty() : Optional.of("contains a character that file names can't have here");
    }

    /** False where the locale of this JVM has no such character: started without UTF-8, it can name no file with it. */
    private static boolean isName(String id) {
        try {
            return Path.of(id).getNameCount() == 1;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * The entry {@code id} of {@code root}, which need not exist.
     *
     * @throws IllegalArgumentException if {@link #objectionTo} objects; the message says why
     */
    public static Path child(Path root, String id) {
        Optional<String> objection = objectionTo(id);
        if (objection.isPresent()) {
            throw new IllegalArgumentException("\"" + printable(id) + "\" " + objection.get());
        }
        return root.resolve(id);
    }

    /**
     * A file below {@code root}, which need not exist.
     *
     * @param relative a path of one or more segments, relative to {@code root}; it may contain {@code ..} as long as it stays below
     * @param options with {@link LinkOption#NOFOLLOW_LINKS}, the last segment may be a link that points anywhere
     * @return the path with all its directories resolved, so that no link leads out of {@code root}
     * @throws FileSystemException if it is not strictly below {@code root}, by its text or by a link
     */
    public static Path resolve(Path root, String relative, LinkOption... options) throws IOException {
        Path path;
        try {
            path = Path.of(relative);
        } catch (InvalidPathException e) {
            throw new FileSystemException(printable(relative), null, "not a path");
        }
        Path real = root.toRealPath();
        Path wanted = real.resolve(path).normalize();
        if (path.isAbsolute() || wanted.equals(real) || !wanted.startsWith(real)) {
            throw new FileSystemException(printable(relative), null, "does not lead to a file below " + root);
        }
        boolean follow = !Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS);
        Path resolved = follow ? realPath(wanted) : realPath(parentOf(wanted)).resolve(wanted.getFileName());
        if (resolved.equals(real) || !resolved.startsWith(real)) {
            throw new FileSystemException(printable(relative), null, "leads out of " + root + " through a link");
        }
        return resolved;
    }

    /** The real path of what exists of {@code path}, with the rest appended. */
    private static Path realPath(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                return path.toRealPath();
            } catch (NoSuchFileException e) {
                throw new FileSystemException(path.toString(), null, "is a link to something that doesn't exist");
            }
        }
        return realPath(parentOf(path)).resolve(path.getFileName());
    }

    private static Path parentOf(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new NoSuchFileException(path.toString());
        }
        return parent;
    }

    private static String printable(String text) {
        String clean = text.codePoints()
                .limit(80)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() < text.length() ? clean + "…" : clean;
    }
}
