package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Git as Donmai needs it: check-outs, what a session changed in one, and what becomes of that. Immutable and safe for use by several threads;
 * every call blocks its thread until it is done, its deadline has passed or the thread is interrupted, and leaves no child
 * process behind.
 *
 * <p>Nothing here ever asks a question: where a password or a decision would be needed, the call fails and says so. Of
 * the environment given, only what git, ssh and a proxy need is passed on to programs.
 */
public final class Git {
    /** For one look at a repository on this machine. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Git.class);

    private final Plumbing plumbing;
    private final GitEnvironment environment;

    private Git(Plumbing plumbing, GitEnvironment environment) {
        this.plumbing = plumbing;
        this.environment = environment;
    }

    /**
     * Native git where {@code PATH} of the environment has one that is new enough, JGit else.
     *
     * @param environment variables to choose from for the programs that are started; at least {@code PATH} and
     *     {@code HOME}
     */
    public static Git find(Map<String, String> environment) throws InterruptedException {
        try {
            return using(GitBackend.NATIVE, environment);
        } catch (GitException e) {
            LOG.info("working with JGit: {}", e.getMessage());
            return new Git(new JGit(new GitEnvironment(environment)), new GitEnvironment(environment));
        }
    }

    /** That backend. @throws GitException if it is the native one and no usable git is found */
    public static Git using(GitBackend backend, Map<String, String> environment)
            throws GitException, InterruptedException {
        GitEnvironment chosen = new GitEnvironment(environment);
        return new Git(
                switch (backend) {
                    case NATIVE -> NativeGit.find(chosen);
                    case JGIT -> new JGit(chosen);
                },
                chosen);
    }

    /** Which implementation this is. */
    public GitBackend backend() {
        return plumbing.backend();
    }

    /** One line for people: the program or library and its version. */
    public String version() {
        return plumbing.version();
    }

    /**
     * Makes a working copy. When it fails or is interrupted, the destination is as it was before.
     *
     * @throws GitException if it can't be made; the message says what to do
     */
    public CheckoutResult checkOut(CheckoutRequest request) throws GitException, InterruptedException {
        return new Checkout(plumbing, environment.home(), request).perform();
    }

    /** {@link #changes(Path, String, ChangeLimits)} within {@link ChangeLimits#DEFAULT}. */
    public Changes changes(Path directory, String base) throws GitException, InterruptedException {
        return changes(directory, base, ChangeLimits.DEFAULT);
    }

    /**
     * What happened in a working copy since a commit: commits, files, and whether it holds work that is nowhere else. Safe
     * on a working copy that an agent had in its hands: no program that its configuration names is run.
     *
     * @param base a commit of it, usually {@link CheckoutResult#commit()}
     */
    public Changes changes(Path directory, String base, ChangeLimits limits) throws GitException, InterruptedException {
        Deadline deadline = Deadline.after(limits.deadline());
        return plumbing.changes(worktree(directory), resolve(directory, base, deadline), limits, deadline);
    }

    /** The short form of {@link #changes}: where HEAD is, and whether there is work that is nowhere else. */
    public WorkareaStatus status(Path directory, String base) throws GitException, InterruptedException {
        Deadline deadline = Deadline.after(SHORT);
        return plumbing.status(worktree(directory), resolve(directory, base, deadline), deadline);
    }

    /**
     * {@link #status(Path, String)} for a working copy whose base nobody knows: a commit that only a tag of the remote leads to
     * counts as unpushed.
     */
    public WorkareaStatus status(Path directory) throws GitException, InterruptedException {
        return plumbing.status(worktree(directory), "", Deadline.after(SHORT));
    }

    /**
     * The differences between a commit and the working tree, uncommitted and untracked files included.
     *
     * @param maxBytes most bytes of text
     */
    public Patch diff(Path directory, String base, int maxBytes) throws GitException, InterruptedException {
        Deadline deadline = Deadline.after(ChangeLimits.DEFAULT.deadline());
        return plumbing.diff(worktree(directory), resolve(directory, base, deadline), maxBytes, deadline);
    }

    /**
     * Everything in a working copy that no commit holds, to be committed. Like {@link #changes} safe on a working copy that an
     * agent had in its hands.
     *
     * @param limit for everything until it is closed
     */
    public Staging stage(Path directory, Duration limit) throws GitException, InterruptedException {
        return plumbing.stage(OwnGitDirectory.require(worktree(directory)), Deadline.after(limit));
    }

    /**
     * Pushes a commit of a working copy to its repository. Never overwrites what came from elsewhere: a branch is replaced only
     * where this working copy had pushed it and nobody has changed it since.
     *
     * @throws GitException if the repository can't be reached or lets nobody in
     */
    public PushResult push(PushOrder order) throws GitException, InterruptedException {
        return new Push(
                        plumbing,
                        environment.home(),
                        OwnGitDirectory.require(worktree(order.directory())),
                        order,
                        Deadline.after(order.deadline()))
                .perform();
    }

    /**
     * Hands over the lines that a commit's history adds to that of a base and to what the origin is known to have; each commit by
     * itself, so also what a later one takes away.
     *
     * @param base a commit of the working copy
     */
    public void addedLines(Path directory, String base, String commit, AddedLines sink, Duration limit)
            throws GitException, InterruptedException {
        Deadline deadline = Deadline.after(limit);
        Repo repo = worktree(directory);
        plumbing.addedLines(
                repo, resolve(directory, base, deadline), resolve(directory, commit, deadline), sink, deadline);
    }

    /** Whether a commit is part of another one's history, or the same; false if either is missing. */
    public boolean isAncestor(Path directory, String ancestor, String commit, Duration limit)
            throws GitException, InterruptedException {
        return plumbing.isAncestor(worktree(directory), ancestor, commit, Deadline.after(limit));
    }

    /**
     * The commit that a push under the name of a branch is about: that of HEAD, unless HEAD is on another branch and lacks
     * commits of this one; then it is the branch's own.
     *
     * @throws GitException with {@link Reason#UNKNOWN_REF} if there is none
     */
    public String tip(Path directory, String branch, Duration limit) throws GitException, InterruptedException {
        Deadline deadline = Deadline.after(limit);
        Repo repo = worktree(directory);
        String ref = RemoteRefs.BRANCHES + branch;
        String commit = resolve(directory, "HEAD", deadline);
        Optional<String> head = plumbing.headRef(repo, deadline);
        if (head.isEmpty() || head.get().equals(ref)) {
            return commit;
        }
        Optional<String> own = plumbing.commit(repo, ref, deadline);
        return own.isEmpty() || plumbing.isAncestor(repo, own.get(), commit, deadline) ? commit : own.get();
    }

    /**
     * Keeps paths out of what git sees, for this working copy alone.
     *
     * @param patterns as in {@code .gitignore}; those that are there already are not added again
     */
    public static void exclude(Path directory, List<String> patterns) throws GitException {
        Repo repo = OwnGitDirectory.require(worktree(directory));
        try {
            Destination.exclude(repo, patterns);
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't write " + repo.gitDirectory() + "/info/exclude: " + e, e);
        }
    }

    /**
     * Makes a repository with a first commit on the branch {@code main}.
     *
     * @param directory absent or empty
     * @param files contents by path
     * @return the commit's id
     */
    public String init(Path directory, Map<String, String> files, String message)
            throws GitException, InterruptedException {
        Deadline deadline = Deadline.after(SHORT);
        Destination destination = Destination.claim(directory);
        boolean done = false;
        try {
            Repo repo = Repo.worktree(destination.directory());
            plumbing.init(repo, deadline);
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                write(repo.directory(), file.getKey(), file.getValue());
            }
            plumbing.setFirst(repo, Checkout.author(plumbing, repo, deadline), deadline);
            String commit = plumbing.commitAll(repo, message, deadline);
            done = true;
            return commit;
        } finally {
            if (!done) {
                destination.release();
            }
        }
    }

    /**
     * The full id of the commit that a revision leads to.
     *
     * @throws GitException with {@link Reason#UNKNOWN_REF} if it leads to none
     */
    public String resolve(Path directory, String revision) throws GitException, InterruptedException {
        return resolve(directory, revision, Deadline.after(SHORT));
    }

    private String resolve(Path directory, String revision, Deadline deadline)
            throws GitException, InterruptedException {
        if (revision.isEmpty() || revision.startsWith("-")) {
            throw new GitException(Reason.BAD_REQUEST, "\"" + revision + "\" names no commit");
        }
        return plumbing.commit(worktree(directory), revision, deadline)
                .orElseThrow(() -> new GitException(
                        Reason.UNKNOWN_REF, "the repository " + directory + " has no commit \"" + revision + "\""));
    }

    private static Repo worktree(Path directory) throws GitException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (!Files.exists(absolute.resolve(".git"))) {
            throw new GitException(Reason.NO_REPOSITORY, absolute + " is no git working copy: it has no .git");
        }
        return Repo.worktree(absolute);
    }

    private static void write(Path root, String name, String content) throws GitException {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || file.equals(root) || file.startsWith(root.resolve(".git"))) {
            throw new GitException(Reason.BAD_REQUEST, "\"" + name + "\" is no path inside a working copy");
        }
        try {
            Files.createDirectories(file.resolve("..").normalize());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't write " + file + ": " + e, e);
        }
    }
}
