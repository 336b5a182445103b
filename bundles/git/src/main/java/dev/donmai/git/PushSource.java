package dev.donmai.git;

import dev.donmai.files.TreeDelete;
import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An empty bare repository that borrows the objects of a working copy, to push from: what the working copy's configuration
 * and hooks say about remotes, credentials and programs doesn't hold here. Removed when closed.
 */
final class PushSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushSource.class);

    private final Path directory;
    private final Repo repo;

    private PushSource(Path directory) {
        this.directory = directory;
        this.repo = Repo.bare(directory.resolve("push.git"));
    }

    static PushSource of(Plumbing git, Repo lender, Deadline deadline) throws GitException, InterruptedException {
        boolean done = false;
        PushSource source = null;
        try {
            source = new PushSource(Files.createTempDirectory("donmai-git-"));
            git.init(source.repo, deadline);
            Path info = Files.createDirectories(source.repo.gitDirectory().resolve("objects/info"));
            Path objects = lender.gitDirectory().toRealPath().resolve("objects");
            Files.writeString(info.resolve("alternates"), objects + "\n");
            Shallow.adopt(source.repo, lender.directory());
            done = true;
            return source;
        } catch (IOException e) {
            throw new GitException(
                    Reason.FAILED, "can't make a repository to push " + lender.directory() + " from: " + e, e);
        } finally {
            if (!done && source != null) {
                source.close();
            }
        }
    }

    Repo repo() {
        return repo;
    }

    @Override
    public void close() {
        try {
            TreeDelete.delete(directory);
        } catch (IOException e) {
            LOG.warn("a push leaves {} behind: {}", directory, e.toString());
        }
    }
}
