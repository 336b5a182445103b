package dev.donmai.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Copies a directory tree as it is: contents, modes, times and link targets. Links are copied, never followed; devices, sockets and
 * pipes are left out; what can't be read is left out and told. The source may change meanwhile. Memory doesn't grow with the tree.
 * Immutable; the methods that set something return a changed copy.
 *
 * <pre>{@code
 * TreeCopy.Result result = TreeCopy.from(checkout).excluding(p -> p.startsWith("node_modules")).upTo(2L << 30, 500_000).to(archive);
 * }</pre>
 */
public final class TreeCopy {
    private final Path source;
    private final Predicate<Path> excluded;
    private final long mostBytes;
    private final long mostFiles;

    private TreeCopy(Path source, Predicate<Path> excluded, long mostBytes, long mostFiles) {
        this.source = source;
        this.excluded = excluded;
        this.mostBytes = mostBytes;
        this.mostFiles = mostFiles;
    }

    /**
     * What was copied.
     *
     * @param files regular files
     * @param directories directories, the root included
     * @param links symbolic links
     * @param bytes sum of the sizes of the regular files
     * @param truncated whether a limit ended the copy, so that it isn't complete
     * @param skipped how many entries were left out because they can't be copied: special files, unreadable ones
     * @param reasons of the first few of these, each with its relative path
     */
    public record Result(
            long files,
            long directories,
            long links,
            long bytes,
            boolean truncated,
            long skipped,
            List<String> reasons) {
        public Result {
            reasons = List.copyOf(reasons);
        }
    }

    /** A copy of everything in {@code source}, without limits. */
    public static TreeCopy from(Path source) {
        return new TreeCopy(source, path -> false, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** The same without the entries, given relative to the source, that {@code excluded} accepts, and what is below them. */
    public TreeCopy excluding(Predicate<Path> excluded) {
        return new TreeCopy(source, this.excluded.or(excluded), mostBytes, mostFiles);
    }

    /** The same, ending before the first file that would exceed a limit. Files counts links and directories too. */
    public TreeCopy upTo(long bytes, long files) {
        return new TreeCopy(source, excluded, bytes, files);
    }

    /**
     * Copies into {@code target}, which doesn't exist or is an empty directory. On failure what was copied stays there.
     *
     * @throws IOException if the source isn't a directory, the target can't be written, or is inside the source
     */
    public Result to(Path target) throws IOException {
        if (!Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(source.toString(), null, "is not a directory to copy");
        }
        Files.createDirectories(target);
        if (target.toRealPath().startsWith(source.toRealPath())) {
            throw new FileSystemException(
                    target.toString(), null, "is inside of " + source + ", which is to be copied there");
        }
        CopyVisitor visitor = new CopyVisitor(source, target, excluded, mostBytes, mostFiles);
        Files.walkFileTree(source, visitor);
        return visitor.result();
    }
}
