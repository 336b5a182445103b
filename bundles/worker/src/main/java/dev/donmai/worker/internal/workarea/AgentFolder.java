package dev.donmai.worker.internal.workarea;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** {@code .agent} in a session's tree ({@code sessions.md} §2.12): git is told to ignore it when the tree is made. */
public final class AgentFolder {

    private AgentFolder() {}

    /**
     * A file in it; the folder is made where there is none.
     *
     * @throws IOException when the tree has something else of that name, or a link that may lead anywhere
     */
    public static Path file(Path worktree, String name) throws IOException {
        Path folder = worktree.resolve(".agent");
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(folder + " is no directory, so nothing is kept in it", e);
            }
        }
        Path file = folder.resolve(name);
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a link, so nothing is written to it");
        }
        return file;
    }
}
