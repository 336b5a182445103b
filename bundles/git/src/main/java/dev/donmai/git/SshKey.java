package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The private key that a project names. */
final class SshKey {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;

    private SshKey(Path file) {
        this.file = file;
    }

    /** The key at {@code path}; throws when it is missing or open to others, which ssh would only hint at. */
    static SshKey at(String path, Path home) throws GitException {
        Path file = path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
        if (!file.isAbsolute()) {
            throw bad(path, "is not an absolute path. Give one, or start it with ~/.");
        }
        if (!Files.isRegularFile(file)) {
            throw bad(path, "doesn't exist. Correct git.sshKey of the project.");
        }
        if (!Files.isReadable(file)) {
            throw bad(path, "can't be read by the user that runs the daemon.");
        }
        if (isOpenToOthers(file)) {
            throw bad(
                    path,
                    "can be read or written by others, so ssh won't use it. Run: chmod 600 " + quote(file.toString()));
        }
        return new SshKey(file);
    }

    /** Options that make ssh use this key alone. */
    List<String> options() {
        return List.of("-i", file.toString(), "-o", "IdentitiesOnly=yes");
    }

    /** {@code ssh} with this key, as one line for a shell. */
    String command() {
        return "ssh -i " + quote(file.toString()) + " -o IdentitiesOnly=yes";
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static boolean isOpenToOthers(Path file) throws GitException {
        try {
            PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            return posix != null && !OWNER.containsAll(Files.getPosixFilePermissions(file, new LinkOption[0]));
        } catch (IOException e) {
            throw new GitException(Reason.BAD_REQUEST, "ssh key " + file + " can't be looked at: " + e.getMessage(), e);
        }
    }

    private static GitException bad(String path, String why) {
        return new GitException(Reason.BAD_REQUEST, "ssh key " + path + " " + why);
    }
}
