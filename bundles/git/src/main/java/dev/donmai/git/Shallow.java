package dev.donmai.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/** The commits that a repository's history ends at early, kept in the file {@code shallow} of its git directory. */
final class Shallow {
    private static final String FILE = "shallow";

    private Shallow() {}

    static boolean is(Repo repo) {
        return Files.exists(repo.gitDirectory().resolve(FILE));
    }

    /**
     * Lets a repository's history end where that of its source on this machine does, or it would miss the commits beyond: no
     * backend takes this over when the objects are borrowed, and JGit never does.
     */
    static void adopt(Repo repo, Path source) throws IOException {
        Path git = Files.isDirectory(source.resolve(".git")) ? source.resolve(".git") : source;
        Path theirs = git.resolve(FILE);
        Path ours = repo.gitDirectory().resolve(FILE);
        if (!Files.exists(theirs) || theirs.equals(ours)) {
            return;
        }
        TreeSet<String> ends = new TreeSet<>(Files.readAllLines(theirs));
        if (Files.exists(ours)) {
            ends.addAll(Files.readAllLines(ours));
        }
        Files.write(ours, ends);
    }
}
