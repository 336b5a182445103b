package dev.donmai.workareas.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.files.TreeDelete;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a session's tree fit to be kept: special files, files with credentials and the daemon's own directory go, and
 * names and passwords inside git's remote URLs too. What went is listed.
 *
 * @param sizeBytes sum of the sizes of the regular files that stay, {@code .rensei} and {@code .donmai} aside
 * @param left relative paths of what was left out, at most {@link #MAX_LISTED}
 */
record TreePruning(long sizeBytes, List<String> left) {

    static final int MAX_LISTED = 1000;

    private static final Set<String> CREDENTIAL_FILES = Set.of(".netrc", "_netrc", ".git-credentials");
    private static final Set<String> OWN_DIRECTORIES = Set.of(".donmai", ".rensei");
    private static final Pattern USER_INFO = Pattern.compile("(?m)(^\\s*(?:push)?url\\s*=\\s*[a-z+]+://)[^/@\\s]*@");

    TreePruning {
        left = List.copyOf(left);
    }

    static TreePruning prune(Path tree) throws IOException {
        cutUserInfo(tree.resolve(".git").resolve("config"));
        Walk walk = new Walk(tree);
        Files.walkFileTree(tree, walk);
        return new TreePruning(walk.size, walk.left);
    }

    private static void cutUserInfo(Path gitConfig) throws IOException {
        if (!Files.isRegularFile(gitConfig, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String text = Files.readString(gitConfig, StandardCharsets.ISO_8859_1);
        String cut = USER_INFO.matcher(text).replaceAll("$1");
        if (!cut.equals(text)) {
            AtomicFile.write(gitConfig, cut.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path tree;
        private final List<String> left = new ArrayList<>();
        private long size;

        Walk(Path tree) {
            this.tree = tree;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (tree.equals(directory.getParent())
                    && OWN_DIRECTORIES.contains(directory.getFileName().toString())) {
                TreeDelete.delete(directory);
                note(directory);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isOther()
                    || CREDENTIAL_FILES.contains(file.getFileName().toString())) {
                delete(file);
                note(file);
            } else if (attributes.isRegularFile()) {
                size += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        /** Also in a directory that its owner may not write; its mode stays as it is. */
        private static void delete(Path file) throws IOException {
            Path directory = Objects.requireNonNull(file.getParent());
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            try {
                Files.delete(file);
            } finally {
                Files.setPosixFilePermissions(directory, mode);
            }
        }

        /** What cannot be read stays in the tree as it is. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
        }

        private void note(Path path) {
            if (left.size() < MAX_LISTED) {
                left.add(tree.relativize(path).toString());
            }
        }
    }
}
