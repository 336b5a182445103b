package dev.donmai.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps a state directory to one daemon; the system releases it with the process, whatever its end. */
final class DaemonLock implements AutoCloseable {

    private final FileChannel channel;

    private DaemonLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the directory, creating it where it does not exist.
     *
     * @throws IOException when another daemon has it, naming that one's address if it can be read
     */
    static DaemonLock take(Path state) throws IOException {
        if (!Files.isDirectory(state)) {
            Files.createDirectories(
                    state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        FileChannel channel = FileChannel.open(
                state.resolve("daemon.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (tryLock(channel) == null) {
                throw new IOException("another daemon uses " + state + other(state)
                        + ": stop it, or name another state directory with DONMAI_STATE_HOME");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return new DaemonLock(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another daemon of this very process.
            return null;
        }
    }

    private static String other(Path state) throws IOException {
        String pid = firstLine(state.resolve("daemon.lock"));
        String address = firstLine(state.resolve("daemon.addr"));
        return (pid.isEmpty() ? "" : " (pid " + pid + ")") + (address.isEmpty() ? "" : ", listening on " + address);
    }

    private static String firstLine(Path file) throws IOException {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
