package dev.donmai.http.internal;

import dev.donmai.config.SocketPath;
import dev.donmai.files.AtomicFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The file of a Unix domain socket ({@code http.socket}). The socket is made in a directory that only we can enter and
 * appears in its place with mode 0600, so that nobody else can connect at any moment.
 *
 * @param path its place
 */
record SocketFile(Path path) {

    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Opens a socket at the path given. */
    @FunctionalInterface
    interface Opening {
        void at(Path temporary) throws IOException;
    }

    /**
     * Makes the socket. One that is there is replaced if nobody answers on it.
     *
     * @throws IOException when the path cannot be used, with what to do
     */
    void make(Opening opening) throws IOException {
        Path parent = Optional.ofNullable(path.getParent())
                .orElseThrow(() -> new IOException("http.socket: \"" + path + "\" is no file"));
        Optional<String> objection = new SocketPath(path).objection();
        if (objection.isPresent()) {
            throw new IOException("http.socket: \"" + path + "\" " + objection.get());
        }
        Files.createDirectories(parent, PRIVATE);
        refuseIfUsed();
        Path directory = Files.createTempDirectory(parent, ".", PRIVATE);
        Path temporary = directory.resolve("s");
        try {
            opening.at(temporary);
            Files.setPosixFilePermissions(temporary, AtomicFile.OWNER_ONLY);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
            Files.deleteIfExists(directory);
        }
    }

    private void refuseIfUsed() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket()) {
            throw new IOException(
                    "http.socket: \"" + path + "\" is there and is no socket; remove it or give another path");
        }
        if (answers()) {
            throw new IOException("listen \"unix:" + path + "\": another program answers there; stop it (donmai daemon"
                    + " stop), or give another path in http.socket");
        }
    }

    private boolean isSocket() throws IOException {
        return Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) instanceof Integer mode
                && (mode & TYPE) == SOCKET;
    }

    private boolean answers() {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes it away, if it is still there. */
    void remove() throws IOException {
        try {
            if (isSocket()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // Somebody else has taken it away.
        }
    }
}
