package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.util.SystemReader;

/** JGit, inside this JVM. */
final class JGit implements Plumbing {
    /** A host that says nothing for so long won't. */
    private static final long SILENCE_SECONDS = 60;

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
        String doing = "asking " + remote.url() + " for its refs";
        return attempt(doing, deadline, () -> {
            try (Repository opened = open(repo);
                    org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(opened)) {
                JGitTransfer transfer = new JGitTransfer(deadline);
                var command = reach(git.lsRemote().setRemote(remote.url().address()), remote, transfer, deadline);
                return refs(transfer.run(doing, command::callAsMap));
            }
        });
    }

    private static RemoteRefs refs(Map<String, Ref> refs) {
        Map<String, String> ids = new HashMap<>();
        refs.forEach((name, ref) -> {
            if (ref.getObjectId() != null) {
                ids.put(name, ref.getObjectId().name());
            }
            if (ref.getPeeledObjectId() != null) {
                ids.put(name + "^{}", ref.getPeeledObjectId().name());
            }
        });
        Ref head = refs.get(RemoteRefs.HEAD);
        return new RemoteRefs(
                head != null && head.isSymbolic() ? head.getTarget().getName() : "", ids);
    }

    @Override
    public void fetch(Repo repo, Remote remote, FetchPlan plan, Deadline deadline)
            throws GitException, InterruptedException {
        String doing = "fetching from " + remote.url();
        attempt(doing, deadline, () -> {
            requireAtSource(remote, plan);
            if (plan.depth() == 0) {
                Shallow.adopt(repo, remote.url().local().orElse(repo.gitDirectory()));
            }
            try (Repository opened = open(repo);
                    org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(opened)) {
                JGitTransfer transfer = new JGitTransfer(deadline);
                var command = git.fetch()
                        .setRemote(remote.url().address())
                        .setRefSpecs(plan.refSpecs().stream().map(RefSpec::new).toList())
                        .setTagOpt(TagOpt.NO_TAGS)
                        .setRemoveDeletedRefs(plan.prune())
                        .setProgressMonitor(transfer);
                if (plan.depth() > 0) {
                    command.setDepth(plan.depth());
                }
                FetchResult result = transfer.run(doing, reach(command, remote, transfer, deadline));
                for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
                    requireDone(doing, update);
                }
                return result;
            }
        });
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
    public Optional<String> setting(Repo repo, String key, Deadline deadline)
            throws GitException, InterruptedException {
        return with(repo, "reading the configuration of " + repo.directory(), deadline, opened -> {
            JGitKey parts = JGitKey.of(key);
            return Optional.ofNullable(opened.getConfig().getString(parts.section(), parts.subsection(), parts.name()));
        });
    }

    @Override
    public void set(Repo repo, Map<String, List<String>> values, Deadline deadline)
            throws GitException, InterruptedException {
        with(repo, "setting the configuration of " + repo.directory(), deadline, opened -> {
            StoredConfig config = opened.getConfig();
            values.forEach((key, value) -> {
                JGitKey parts = JGitKey.of(key);
                config.setStringList(parts.section(), parts.subsection(), parts.name(), value);
            });
            config.save();
            return config;
        });
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
    private static <T> T attempt(String doing, Deadline deadline, Callable<T> work)
            throws GitException, InterruptedException {
        deadline.check(doing);
        try {
            return work.call();
        } catch (GitException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw JGitErrors.of(doing, e, deadline);
        }
    }

    private static Repository open(Repo repo) throws IOException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder();
        if (repo.bare()) {
            builder.setGitDir(repo.directory().toFile()).setBare();
        } else {
            builder.setWorkTree(repo.directory().toFile());
        }
        return builder.setMustExist(true).build();
    }

    /** JGit would find out by itself, and print a stack trace. */
    private static void requireAtSource(Remote remote, FetchPlan plan) throws IOException, GitException {
        Optional<Path> source = remote.url().local();
        for (String refSpec : plan.refSpecs()) {
            String wanted = new RefSpec(refSpec).getSource();
            if (source.isPresent() && RefName.isFullCommit(wanted) && !has(source.get(), wanted)) {
                throw new GitException(Reason.UNKNOWN_REF, source.get() + " has no commit " + wanted);
            }
        }
    }

    private static boolean has(Path source, String commit) throws IOException {
        Repo repo = Files.exists(source.resolve(".git")) ? Repo.worktree(source) : Repo.bare(source);
        try (Repository opened = open(repo)) {
            return opened.getObjectDatabase().has(ObjectId.fromString(commit));
        }
    }

    private <C extends TransportCommand<C, ?>> C reach(
            C command, Remote remote, JGitTransfer transfer, Deadline deadline) throws GitException {
        List<String> sshOptions = remote.url().isSsh()
                        && !remote.credentials().sshKey().isEmpty()
                ? SshKey.at(remote.credentials().sshKey(), environment.home()).options()
                : List.of();
        command.setTransportConfigCallback(transport -> {
            if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(new JGitSsh(environment, sshOptions, transfer));
            }
        });
        command.setTimeout((int) Math.clamp(deadline.remaining().toSeconds(), 1, SILENCE_SECONDS));
        return command.setCredentialsProvider(new JGitLogin(environment, remote, helpers(remote), deadline));
    }

    private static List<String> helpers(Remote remote) throws GitException {
        if (!remote.credentials().credentialHelper().isEmpty()) {
            return List.of(remote.credentials().credentialHelper());
        }
        try {
            List<String> helpers = new ArrayList<>();
            for (String helper :
                    SystemReader.getInstance().getUserConfig().getStringList("credential", null, "helper")) {
                if (helper == null || helper.isEmpty()) {
                    helpers.clear();
                } else {
                    helpers.add(helper);
                }
            }
            return helpers;
        } catch (ConfigInvalidException | IOException e) {
            throw new GitException(Reason.FAILED, "the user's git configuration can't be read: " + e.getMessage(), e);
        }
    }

    private static void link(Repository repository, String ref) throws IOException {
        RefUpdate head = repository.updateRef("HEAD");
        head.disableRefLog();
        requireDone("setting HEAD", head, head.link(ref));
    }

    private static void requireDone(String doing, TrackingRefUpdate update) throws IOException {
        switch (update.getResult()) {
            case LOCK_FAILURE,
                    IO_FAILURE,
                    REJECTED,
                    REJECTED_CURRENT_BRANCH,
                    REJECTED_MISSING_OBJECT,
                    REJECTED_OTHER_REASON ->
                throw new IOException(doing + ": " + update.getLocalName() + ": " + update.getResult());
            default -> {
                // Done, or nothing to do.
            }
        }
    }

    private static void point(String doing, RefUpdate ref, ObjectId id) throws IOException {
        ref.setNewObjectId(id);
        requireDone(doing, ref, ref.forceUpdate());
    }

    private static void requireDone(String doing, RefUpdate update, RefUpdate.Result result) throws IOException {
        switch (result) {
            case NEW, FORCED, NO_CHANGE, FAST_FORWARD -> {
                // Done.
            }
            default -> throw new IOException(doing + ": " + update.getName() + ": " + result);
        }
    }
}
