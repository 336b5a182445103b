package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes sure that what is written into a working copy's repository stays there. Whoever worked in it may have put links into it,
 * and this process may write where that one could not.
 */
final class OwnGitDirectory {
    /** Below these git writes files whose names come from outside. */
    private static final List<String> WRITTEN = List.of("refs", "logs", "info");

    private OwnGitDirectory() {}

    /** The same repository; throws if anything in it leads out of it. */
    static Repo require(Repo repo) throws GitException {
        Path git = repo.gitDirectory();
        if (!Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
            throw leadsOut(git, "is no directory");
        }
        if (Files.exists(git.resolve("commondir"), LinkOption.NOFOLLOW_LINKS)) {
            throw leadsOut(git.resolve("commondir"), "names another repository");
        }
        try {
            Optional<Path> link = firstLink(git, 1);
            if (link.isEmpty()) {
                link = firstLink(git.resolve("objects"), 1);
            }
            for (String name : WRITTEN) {
                if (link.isEmpty()) {
                    link = firstLink(git.resolve(name), Integer.MAX_VALUE);
                }
            }
            if (link.isPresent()) {
                throw leadsOut(link.get(), "is a symbolic link");
            }
            return repo;
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't look at " + git + ": " + e, e);
        }
    }

    private static Optional<Path> firstLink(Path directory, int depth) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.walk(directory, depth)) {
            return all.filter(Files::isSymbolicLink).findFirst();
        }
    }

    private static GitException leadsOut(Path path, String what) {
        return new GitException(
                Reason.FAILED,
                path + " " + what + ": nothing is written to a repository that leads out of its working copy.");
    }
}
