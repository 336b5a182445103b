package dev.donmai.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Deletes a directory tree. Every step is relative to an open directory, so a link that somebody puts in the place of a directory
 * meanwhile leads nowhere, and a tree may be deeper than the longest path. Read-only directories are made writable on the way. Memory
 * and open files don't grow with the tree: what lies too deep is moved up first.
 */
public final class TreeDelete {
    private static final int DEEPEST = 100;
    private static final int MOST_ROUNDS = 50;

    private final SecureDirectoryStream<Path> top;
    private long moved;

    private TreeDelete(SecureDirectoryStream<Path> top) {
        this.top = top;
    }

    /**
     * Deletes {@code root} with all that is in it. If it is a link, the link. Returns if there is nothing (any more).
     *
     * @throws IOException if something can't be deleted, for example because another user owns it; the rest is deleted as far as
     *     the walk came
     */
    public static void delete(Path root) throws IOException {
        // Somebody may still be writing into it, so that a directory that was just emptied isn't.
        int fruitless = 0;
        while (fruitless < MOST_ROUNDS) {
            long movedUp = Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS) ? empty(root) : 0;
            if (movedUp == 0) {
                if (isRemoved(root)) {
                    return;
                }
                fruitless++;
            }
        }
        throw new FileSystemException(
                root.toString(), null, "something keeps writing into it; it can't be deleted now");
    }

    private static boolean isRemoved(Path root) throws IOException {
        try {
            Files.deleteIfExists(root);
            return true;
        } catch (DirectoryNotEmptyException somebodyWrites) {
            return false;
        }
    }

    /** Returns how many directories were only moved up. */
    private static long empty(Path root) throws IOException {
        makeReadable(root);
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
            if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
                throw new FileSystemException(root.toString(), null, "is on a file system without relative operations");
            }
            makeWritable(secure.getFileAttributeView(PosixFileAttributeView.class));
            TreeDelete delete = new TreeDelete(secure);
            delete.empty(secure, 0);
            return delete.moved;
        } catch (NoSuchFileException | NotDirectoryException | DirectoryNotEmptyException changed) {
            return 0;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void makeReadable(Path root) throws IOException {
        try {
            if (!Files.isReadable(root)) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (NoSuchFileException vanished) {
            return;
        }
    }

    private void empty(SecureDirectoryStream<Path> directory, int depth) throws IOException {
        for (Path entry : directory) {
            delete(directory, entry.getFileName(), depth);
        }
    }

    private void delete(SecureDirectoryStream<Path> directory, Path name, int depth) throws IOException {
        try {
            if (isDirectory(directory, name)) {
                deleteDirectory(directory, name, depth);
            } else {
                directory.deleteFile(name);
            }
        } catch (NoSuchFileException vanished) {
            return;
        }
    }

    private void deleteDirectory(SecureDirectoryStream<Path> parent, Path name, int depth) throws IOException {
        try (SecureDirectoryStream<Path> child = open(parent, name)) {
            makeWritable(child.getFileAttributeView(PosixFileAttributeView.class));
            if (depth >= DEEPEST) {
                // The next round finds it there.
                parent.move(name, top, Path.of(".donmai-deep-" + System.nanoTime() + "-" + moved++));
                return;
            }
            empty(child, depth + 1);
        }
        parent.deleteDirectory(name);
    }

    private static SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try {
            return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            // Without the right to read it, it can't be opened to be changed either, so its name has to do.
            parent.getFileAttributeView(name, PosixFileAttributeView.class)
                    .setPermissions(PosixFilePermissions.fromString("rwx------"));
            return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    private static void makeWritable(PosixFileAttributeView directory) throws IOException {
        var permissions = PosixFilePermissions.fromString("rwx------");
        if (!directory.readAttributes().permissions().containsAll(permissions)) {
            directory.setPermissions(permissions);
        }
    }
}
