package dev.donmai.launcher;

import dev.donmai.config.StateDirectory;
import dev.donmai.files.PathLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;

/** Keeps a state directory to one daemon. */
final class DaemonLock {

    private DaemonLock() {}

    /**
     * Takes the directory, creating it where it does not exist.
     *
     * @throws IOException when another daemon has it, naming that one's address if it can be read
     */
    static PathLock take(StateDirectory state) throws IOException {
        if (!Files.isDirectory(state.root())) {
            Files.createDirectories(
                    state.root(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.getPosixFilePermissions(state.root()).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("the state directory " + state.root()
                    + " may be written by everybody, who could make the daemon run anything: chmod 700 it");
        }
        return PathLock.tryAcquire(state.lock())
                .orElseThrow(() -> new IOException("another daemon" + who(state) + " uses " + state.root()
                        + ": stop it, or name another state directory with DONMAI_STATE_HOME"));
    }

    private static String who(StateDirectory state) {
        try {
            OptionalLong pid = PathLock.lastHolder(state.lock());
            String address = firstLine(state.address());
            return (pid.isPresent() ? " (pid " + pid.getAsLong() + ")" : "")
                    + (address.isEmpty() ? "" : " listening on " + address);
        } catch (IOException e) {
            // The refusal is what counts; who the other one is would only have been of help.
            return "";
        }
    }

    private static String firstLine(Path file) throws IOException {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
