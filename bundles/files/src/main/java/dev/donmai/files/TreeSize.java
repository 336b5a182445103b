package dev.donmai.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What a directory tree holds, without following links.
 *
 * @param files regular files
 * @param directories directories, the root included
 * @param links symbolic links
 * @param bytes sum of the sizes of the regular files
 */
public record TreeSize(long files, long directories, long links, long bytes) {
    /** Counts a tree that may change meanwhile; what vanishes isn't counted, nor is what may not be read. */
    public static TreeSize of(Path root) throws IOException {
        Counter counter = new Counter();
        Files.walkFileTree(root, counter);
        return new TreeSize(counter.files, counter.directories, counter.links, counter.bytes);
    }

    private static final class Counter extends SimpleFileVisitor<Path> {
        long files;
        long directories;
        long links;
        long bytes;

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            directories++;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                files++;
                bytes += attributes.size();
            } else if (attributes.isSymbolicLink()) {
                links++;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && directories == 0) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
