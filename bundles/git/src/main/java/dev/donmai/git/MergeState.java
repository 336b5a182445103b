package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What git keeps in a repository between the beginning of a merge and its commit. */
final class MergeState {
    private static final String OTHERS = "MERGE_HEAD";
    private static final List<String> REST = List.of(
            "MERGE_MSG", "MERGE_MODE", "MERGE_RR", "AUTO_MERGE", "SQUASH_MSG", "CHERRY_PICK_HEAD", "REVERT_HEAD");

    private final Path directory;

    MergeState(Repo repo) {
        this.directory = repo.gitDirectory();
    }

    /** The commits that are being merged; none when there is no merge under way. */
    List<String> others() throws GitException {
        try {
            return Files.readAllLines(directory.resolve(OTHERS)).stream()
                    .filter(RefName::isFullCommit)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't read " + directory.resolve(OTHERS) + ": " + e, e);
        }
    }

    /** After the commit: nothing is under way any more. */
    void conclude() throws GitException {
        try {
            Files.deleteIfExists(directory.resolve(OTHERS));
            for (String file : REST) {
                Files.deleteIfExists(directory.resolve(file));
            }
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't conclude the merge in " + directory + ": " + e, e);
        }
    }
}
