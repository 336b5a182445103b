package dev.donmai.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The walk of one {@link TreeCopy}. */
final class CopyVisitor extends SimpleFileVisitor<Path> {
    private static final int MOST_REASONS = 20;

    private final Path source;
    private final Path target;
    private final Predicate<Path> excluded;
    private final long mostBytes;
    private final long mostFiles;

    private final List<String> reasons = new ArrayList<>();
    private long files;
    private long directories;
    private long links;
    private long bytes;
    private long skipped;
    private boolean truncated;

    CopyVisitor(Path source, Path target, Predicate<Path> excluded, long mostBytes, long mostFiles) {
        this.source = source;
        this.target = target;
        this.excluded = excluded;
        this.mostBytes = mostBytes;
        this.mostFiles = mostFiles;
    }

    TreeCopy.Result result() {
        return new TreeCopy.Result(files, directories, links, bytes, truncated, skipped, reasons);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        Path relative = source.relativize(directory);
        boolean isRoot = directory.equals(source);
        if (!isRoot && excluded.test(relative)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (isFull(0)) {
            return FileVisitResult.TERMINATE;
        }
        if (!Files.isReadable(directory)) {
            skip(relative, "may not be read");
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (!isRoot) {
            // Ours to write until it is filled; its own mode comes last, because it may be read-only.
            Files.createDirectory(
                    target.resolve(relative),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        directories++;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Path relative = source.relativize(file);
        if (excluded.test(relative)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isOther() || attributes.isDirectory()) {
            skip(relative, "is not a file, directory or link");
            return FileVisitResult.CONTINUE;
        }
        if (isFull(attributes.isRegularFile() ? attributes.size() : 0)) {
            return FileVisitResult.TERMINATE;
        }
        Path copy = target.resolve(relative);
        try {
            Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException e) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                skip(relative, "vanished");
                return FileVisitResult.CONTINUE;
            }
            throw e;
        } catch (AccessDeniedException e) {
            if (!Files.isReadable(file)) {
                skip(relative, "may not be read");
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
        if (attributes.isSymbolicLink()) {
            links++;
        } else {
            files++;
            // It may have grown since the directory was listed.
            bytes += Files.size(copy);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (file.equals(source)) {
            throw e;
        }
        skip(source.relativize(file), e instanceof NoSuchFileException ? "vanished" : "can't be read");
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
        Path relative = source.relativize(directory);
        if (e != null) {
            skip(relative, "could not be read to its end");
        }
        PosixFileAttributes attributes;
        try {
            attributes = Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException vanished) {
            return FileVisitResult.CONTINUE;
        }
        Path copy = directory.equals(source) ? target : target.resolve(relative);
        Files.setLastModifiedTime(copy, attributes.lastModifiedTime());
        Files.setPosixFilePermissions(copy, attributes.permissions());
        return FileVisitResult.CONTINUE;
    }

    private boolean isFull(long more) {
        // Written so that neither sum can overflow.
        truncated = truncated || more > mostBytes - bytes || files + links + directories >= mostFiles;
        return truncated;
    }

    private void skip(Path relative, String reason) {
        skipped++;
        if (reasons.size() < MOST_REASONS) {
            reasons.add(relative + " " + reason);
        }
    }
}
