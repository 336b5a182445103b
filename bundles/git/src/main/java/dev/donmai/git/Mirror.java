package dev.donmai.git;

import dev.donmai.files.PathLock;
import dev.donmai.files.TreeDelete;
import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bare mirror of one repository, shared by the sessions of this machine, of all processes. Beside the mirror
 * {@code <key>/} lie {@code <key>.lock}, held while it is changed, and {@code <key>.fetches}, see {@link FetchCount}.
 *
 * <p>Working copies borrow its objects, so an object that it once had stays: it is never pruned, and once it has its name
 * it is mended in place, never replaced.
 */
final class Mirror {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private static final String DETACHED = "refs/donmai/HEAD";

    private static final Map<String, List<String>> SETTINGS =
            Map.of("gc.auto", List.of("0"), "gc.pruneExpire", List.of("never"), "maintenance.auto", List.of("false"));

    private final Plumbing git;
    private final Path parent;
    private final String key;
    private final Remote remote;
    private final Deadline deadline;

    Mirror(Plumbing git, Path parent, Remote remote, Deadline deadline) {
        this.git = git;
        this.parent = parent.toAbsolutePath().normalize();
        this.key = remote.url().key();
        this.remote = remote;
        this.deadline = deadline;
    }

    Repo repo() {
        return Repo.bare(parent.resolve(key));
    }

    /** The mirror as something to fetch from. */
    Remote remote() throws GitException {
        return new Remote(RepositoryUrl.parse(repo().directory().toString(), parent), GitCredentials.NONE);
    }

    /**
     * Brings the mirror up to now. A fetch by anyone else that began after this call is as good as an own one; one that
     * was under way already may have missed what the caller wants to see.
     */
    void refresh() throws GitException, MirrorUnusableException, InterruptedException {
        try {
            Files.createDirectories(parent);
            FetchCount count = new FetchCount(parent.resolve(key + ".fetches"), remote.credentials());
            long before = count.started();
            try (PathLock _ = lock()) {
                if (count.completed() > before && isWhole()) {
                    LOG.debug("mirror {} of {} was fetched meanwhile", key, remote.url());
                    return;
                }
                long number = count.start();
                if (Files.exists(repo().directory())) {
                    update();
                } else {
                    build();
                }
                count.complete(number);
            }
        } catch (IOException e) {
            LOG.warn("the mirror {} of {} can't be used: {}", repo().directory(), remote.url(), e.toString());
            throw new MirrorUnusableException("the mirror " + repo().directory() + " can't be used: " + e);
        }
    }

    /** Lets a new working copy read the mirror's objects. */
    void lendTo(Repo borrower) throws GitException {
        try {
            Path info = Files.createDirectories(borrower.gitDirectory().resolve("objects/info"));
            Files.writeString(info.resolve("alternates"), repo().directory().resolve("objects") + "\n");
            Shallow.adopt(borrower, repo().directory());
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't write into " + borrower.gitDirectory() + ": " + e, e);
        }
    }

    private PathLock lock() throws GitException, IOException, InterruptedException {
        return PathLock.acquire(parent.resolve(key + ".lock"), deadline.remaining())
                .orElseThrow(() -> deadline.exceeded("another session fetched into the mirror " + repo().directory()));
    }

    private boolean isWhole() {
        Path directory = repo().directory();
        return Files.exists(directory.resolve("HEAD"))
                && Files.exists(directory.resolve("config"))
                && Files.isDirectory(directory.resolve("refs"))
                && Files.isDirectory(directory.resolve("objects"));
    }

    /** Under a name of its own until it is complete: whoever sees the mirror's name sees a whole mirror. */
    private void build() throws GitException, IOException, InterruptedException {
        removeAbandoned();
        Path unfinished = parent.resolve(key + ".new-" + UUID.randomUUID());
        boolean done = false;
        try {
            prepare(Repo.bare(unfinished));
            fetchInto(Repo.bare(unfinished));
            Files.move(unfinished, repo().directory());
            done = true;
        } finally {
            if (!done) {
                TreeDelete.delete(unfinished);
            }
        }
    }

    private void update() throws GitException, IOException, MirrorUnusableException, InterruptedException {
        try {
            removeUnfinishedPacks();
            if (!isWhole()) {
                prepare(repo());
            }
            fetchInto(repo());
        } catch (GitException e) {
            if (e.reason() != Reason.FAILED && e.reason() != Reason.LOCKED) {
                throw e;
            }
            LOG.warn("mending the mirror {} of {}: {}", repo().directory(), remote.url(), e.getMessage());
            mend();
        }
    }

    private void mend() throws IOException, MirrorUnusableException, InterruptedException, GitException {
        removeStaleLocks();
        try {
            prepare(repo());
            fetchInto(repo());
        } catch (GitException e) {
            if (e.reason() != Reason.FAILED && e.reason() != Reason.LOCKED) {
                throw e;
            }
            throw new MirrorUnusableException("the mirror " + repo().directory()
                    + " is damaged; when no session borrows from it, delete it: " + e.getMessage());
        }
    }

    private void prepare(Repo mirror) throws GitException, InterruptedException {
        git.init(mirror, deadline);
        git.set(mirror, SETTINGS, deadline);
        git.set(mirror, Map.of("remote.origin.url", List.of(remote.url().address())), deadline);
    }

    private void fetchInto(Repo mirror) throws GitException, InterruptedException {
        RemoteRefs head = git.remoteRefs(mirror, remote, List.of(RemoteRefs.HEAD), deadline);
        List<String> refSpecs = new ArrayList<>(List.of("+refs/heads/*:refs/heads/*", FetchPlan.ALL_TAGS));
        boolean detached = head.headRef().isEmpty() && head.has(RemoteRefs.HEAD);
        if (detached) {
            refSpecs.add("+HEAD:" + DETACHED);
        }
        git.fetch(mirror, remote, new FetchPlan(refSpecs, 0, true), deadline);
        if (detached || !head.headRef().isEmpty()) {
            git.setHeadRef(mirror, detached ? DETACHED : head.headRef(), deadline);
        }
    }

    /** What a process left that died while it built. */
    private void removeAbandoned() throws IOException {
        try (DirectoryStream<Path> abandoned = Files.newDirectoryStream(parent, key + ".new-*")) {
            for (Path each : abandoned) {
                TreeDelete.delete(each);
            }
        }
    }

    /** Only the holder of the lock writes packs, so what is there unfinished belongs to one that died. */
    private void removeUnfinishedPacks() throws IOException {
        Path packs = repo().directory().resolve("objects/pack");
        if (!Files.isDirectory(packs)) {
            return;
        }
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(packs, "tmp_*")) {
            for (Path each : unfinished) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Nobody else changes the mirror while its lock is held, so a lock of git's in it was left by one that died. */
    private void removeStaleLocks() throws IOException {
        List<Path> locks = new ArrayList<>();
        Files.walkFileTree(repo().directory(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".lock")) {
                    locks.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        for (Path lock : locks) {
            LOG.info("removing the lock {} of a git that died", lock);
            Files.deleteIfExists(lock);
        }
    }
}
