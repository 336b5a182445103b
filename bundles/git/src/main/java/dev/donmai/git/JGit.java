package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** JGit, inside this JVM. */
final class JGit implements Plumbing {
    private final GitEnvironment environment;

    JGit(GitEnvironment environment) {
        this.environment = environment;
        JGitSystem.install(environment);
    }

    @Override
    public GitBackend backend() {
        return GitBackend.JGIT;
    }

    @Override
    public String version() {
        String version = Repository.class.getPackage().getImplementationVersion();
        return version == null ? "JGit" : "JGit " + version;
    }

    @Override
    public void init(Repo repo, Deadline deadline) throws GitException, InterruptedException {
        attempt("making " + repo.directory(), deadline, () -> {
            if (!Files.exists(repo.gitDirectory().resolve("config"))) {
                org.eclipse.jgit.api.Git.init()
                        .setDirectory(repo.directory().toFile())
                        .setBare(repo.bare())
                        .setInitialBranch("main")
                        .call()
                        .close();
            }
            Files.createDirectories(repo.gitDirectory().resolve("refs/heads"));
            Files.createDirectories(repo.gitDirectory().resolve("objects/info"));
            Path head = repo.gitDirectory().resolve("HEAD");
            if (!Files.exists(head)) {
                Files.writeString(head, "ref: refs/heads/main\n");
            }
            return repo;
        });
    }

    @Override
    public RemoteRefs remoteRefs(Repo repo, Remote remote, List<String> names, Deadline deadline)
            throws GitException, InterruptedException {
        return new JGitRemote(environment, repo, remote, deadline).refs();
    }

    @Override
    public void fetch(Repo repo, Remote remote, FetchPlan plan, Deadline deadline)
            throws GitException, InterruptedException {
        new JGitRemote(environment, repo, remote, deadline).fetch(plan);
    }

    @Override
    public PushReply push(Repo source, Remote remote, PushPlan plan, Deadline deadline)
            throws GitException, InterruptedException {
        return new JGitRemote(environment, source, remote, deadline).push(plan);
    }

    @Override
    public Optional<String> commit(Repo repo, String revision, Deadline deadline)
            throws GitException, InterruptedException {
        return attempt("looking for " + revision + " in " + repo.directory(), deadline, () -> {
            try (Repository opened = open(repo)) {
                ObjectId id = opened.resolve(revision + "^{commit}");
                return id != null && opened.getObjectDatabase().has(id) ? Optional.of(id.name()) : Optional.empty();
            } catch (AmbiguousObjectException e) {
                throw new GitException(
                        Reason.UNKNOWN_REF, revision + " is the beginning of several ids; give more digits", e);
            } catch (IncorrectObjectTypeException | MissingObjectException | RevisionSyntaxException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Optional<String> headRef(Repo repo, Deadline deadline) throws GitException, InterruptedException {
        return with(repo, "reading HEAD of " + repo.directory(), deadline, opened -> {
            Ref head = opened.exactRef("HEAD");
            return head != null && head.isSymbolic()
                    ? Optional.of(head.getTarget().getName())
                    : Optional.empty();
        });
    }

    @Override
    public void setHeadRef(Repo repo, String ref, Deadline deadline) throws GitException, InterruptedException {
        with(repo, "setting HEAD of " + repo.directory(), deadline, opened -> {
            link(opened, ref);
            return ref;
        });
    }

    @Override
    public Set<String> settings(Repo repo, Set<String> keys, Deadline deadline)
            throws GitException, InterruptedException {
        return with(
                repo,
                "reading the configuration of " + repo.directory(),
                deadline,
                opened -> keys.stream()
                        .filter(key -> isSet(opened.getConfig(), ConfigKey.of(key)))
                        .collect(Collectors.toSet()));
    }

    private static boolean isSet(Config config, ConfigKey key) {
        String value = config.getString(key.section(), key.subsection(), key.name());
        return value != null && !value.isEmpty();
    }

    @Override
    public void set(Repo repo, Map<String, List<String>> values, Deadline deadline)
            throws GitException, InterruptedException {
        with(repo, "setting the configuration of " + repo.directory(), deadline, opened -> {
            StoredConfig config = opened.getConfig();
            values.forEach((key, value) -> {
                ConfigKey parts = ConfigKey.of(key);
                config.setStringList(parts.section(), parts.subsection(), parts.name(), value);
            });
            config.save();
            return config;
        });
    }

    @Override
    public void setFirst(Repo repo, Map<String, List<String>> values, Deadline deadline)
            throws GitException, InterruptedException {
        set(repo, values, deadline);
    }

    @Override
    public void checkOut(Repo repo, String branch, String commit, Deadline deadline)
            throws GitException, InterruptedException {
        String doing = "checking out " + commit + " in " + repo.directory();
        with(repo, doing, deadline, opened -> {
            ObjectId id = ObjectId.fromString(commit);
            try (RevWalk walk = new RevWalk(opened)) {
                DirCacheCheckout checkout = new DirCacheCheckout(
                        opened, opened.lockDirCache(), walk.parseCommit(id).getTree());
                checkout.setFailOnConflict(true);
                checkout.setProgressMonitor(new JGitMonitor(deadline));
                checkout.checkout();
            }
            if (branch.isEmpty()) {
                point(doing, opened.updateRef("HEAD", true), id);
            } else {
                point(doing, opened.updateRef(RemoteRefs.BRANCHES + branch), id);
                link(opened, RemoteRefs.BRANCHES + branch);
            }
            return id;
        });
    }

    @Override
    public String commitAll(Repo repo, String message, Deadline deadline) throws GitException, InterruptedException {
        return with(repo, "committing in " + repo.directory(), deadline, opened -> {
            try (org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(opened)) {
                git.add().addFilepattern(".").call();
                return git.commit()
                        .setMessage(message)
                        .setAllowEmpty(true)
                        .setNoVerify(true)
                        .setSign(false)
                        .call()
                        .name();
            }
        });
    }

    @Override
    public WorkareaStatus status(Repo repo, String base, Deadline deadline) throws GitException, InterruptedException {
        return with(
                repo,
                "looking at " + repo.directory(),
                deadline,
                opened -> new JGitChanges(opened, base, deadline).status());
    }

    @Override
    public Changes changes(Repo repo, String base, ChangeLimits limits, Deadline deadline)
            throws GitException, InterruptedException {
        return with(
                repo,
                "comparing " + repo.directory() + " with " + base,
                deadline,
                opened -> new JGitChanges(opened, base, deadline).changes(limits));
    }

    @Override
    public Patch diff(Repo repo, String base, int maxBytes, Deadline deadline)
            throws GitException, InterruptedException {
        return with(
                repo,
                "comparing " + repo.directory() + " with " + base,
                deadline,
                opened -> new JGitChanges(opened, base, deadline).diff(maxBytes));
    }

    @Override
    public Staging stage(Repo repo, Deadline deadline) throws GitException, InterruptedException {
        return JGitStaging.of(repo, deadline);
    }

    @Override
    public boolean isAncestor(Repo repo, String ancestor, String commit, Deadline deadline)
            throws GitException, InterruptedException {
        return with(repo, "comparing " + ancestor + " with " + commit, deadline, opened -> {
            ObjectId old = opened.resolve(ancestor);
            ObjectId young = opened.resolve(commit);
            if (old == null || young == null) {
                return false;
            }
            try (RevWalk walk = new RevWalk(opened)) {
                return walk.isMergedInto(walk.parseCommit(old), walk.parseCommit(young));
            } catch (MissingObjectException e) {
                return false;
            }
        });
    }

    @Override
    public TrackedBranch tracked(Repo repo, String branch, Deadline deadline)
            throws GitException, InterruptedException {
        String name = TrackedBranch.ref(branch);
        return with(repo, "reading the log of " + name, deadline, opened -> {
            Ref ref = opened.exactRef(name);
            if (ref == null || ref.getObjectId() == null) {
                return TrackedBranch.UNKNOWN;
            }
            ReflogReader log = opened.getRefDatabase().getReflogReader(name);
            ReflogEntry last = log == null ? null : log.getLastEntry();
            return new TrackedBranch(
                    ref.getObjectId().name(), last != null && last.getComment().equals(TrackedBranch.PUSHED));
        });
    }

    @Override
    public void point(Repo repo, String ref, String commit, String why, Deadline deadline)
            throws GitException, InterruptedException {
        String doing = "setting " + ref + " of " + repo.directory();
        with(repo, doing, deadline, opened -> {
            RefUpdate update = opened.updateRef(ref);
            update.setRefLogMessage(why, false);
            point(doing, update, ObjectId.fromString(commit));
            return update;
        });
    }

    @Override
    public void addedLines(Repo repo, String base, String commit, AddedLines sink, Deadline deadline)
            throws GitException, InterruptedException {
        with(repo, "reading what " + commit + " adds to " + base, deadline, opened -> {
            new JGitAddedLines(opened, sink, deadline).read(base, commit);
            return repo;
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Repository opened) throws Exception;
    }

    private static <T> T with(Repo repo, String doing, Deadline deadline, Work<T> work)
            throws GitException, InterruptedException {
        return attempt(doing, deadline, () -> {
            try (Repository opened = open(repo)) {
                return work.on(opened);
            }
        });
    }

    /** Also what JGit throws unchecked becomes a {@link GitException}: that is how it reports a damaged repository. */
    static <T> T attempt(String doing, Deadline deadline, Callable<T> work) throws GitException, InterruptedException {
        deadline.check(doing);
        try {
            return work.call();
        } catch (GitException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw JGitErrors.of(doing, e, deadline);
        }
    }

    static Repository open(Repo repo) throws IOException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder();
        if (repo.bare()) {
            builder.setGitDir(repo.directory().toFile()).setBare();
        } else {
            builder.setWorkTree(repo.directory().toFile());
        }
        return builder.setMustExist(true).build();
    }

    private static void link(Repository repository, String ref) throws IOException {
        RefUpdate head = repository.updateRef("HEAD");
        head.disableRefLog();
        requireDone("setting HEAD", head, head.link(ref));
    }

    private static void point(String doing, RefUpdate ref, ObjectId id) throws IOException {
        ref.setNewObjectId(id);
        requireDone(doing, ref, ref.forceUpdate());
    }

    static void requireDone(String doing, RefUpdate update, RefUpdate.Result result) throws IOException {
        switch (result) {
            case NEW, FORCED, NO_CHANGE, FAST_FORWARD -> {
                // Done.
            }
            default -> throw new IOException(doing + ": " + update.getName() + ": " + result);
        }
    }
}
