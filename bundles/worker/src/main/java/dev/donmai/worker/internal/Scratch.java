package dev.donmai.worker.internal;

import dev.donmai.files.TreeDelete;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A private directory (mode 0700) outside the workarea that is gone after the session. */
public final class Scratch implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    private final Path root;

    private Scratch(Path root) {
        this.root = root;
    }

    /** An empty one at exactly that place; what an earlier run left there is removed. */
    public static Scratch at(Path root) throws IOException {
        TreeDelete.delete(root);
        Files.createDirectory(root, ownerOnly());
        return new Scratch(root);
    }

    /** One in the system's directory for temporary files. */
    public static Scratch temporary() throws IOException {
        return new Scratch(Files.createTempDirectory("donmai-worker-", ownerOnly()));
    }

    /** A new directory in it. */
    public Path directory(String name) throws IOException {
        return Files.createDirectory(root.resolve(name), ownerOnly());
    }

    @Override
    public void close() {
        try {
            TreeDelete.delete(root);
        } catch (IOException e) {
            LOG.warn("can't remove {}: {}", root, e.toString());
        }
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }
}
