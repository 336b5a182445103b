package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import dev.donmai.git.PushReply.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefLeaseSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.util.SystemReader;

/** What JGit has to say to a remote, and hears from it. */
final class JGitRemote {
    /** A host that says nothing for so long won't. */
    private static final long SILENCE_SECONDS = 60;

    /** The hooks of a repository on this machine that can refuse a push or have to see it. */
    private static final List<String> HOOKS =
            List.of("pre-receive", "update", "proc-receive", "post-receive", "post-update", "reference-transaction");

    private final GitEnvironment environment;
    private final Repo repo;
    private final Remote remote;
    private final Deadline deadline;

    JGitRemote(GitEnvironment environment, Repo repo, Remote remote, Deadline deadline) {
        this.environment = environment;
        this.repo = repo;
        this.remote = remote;
        this.deadline = deadline;
    }

    /** All refs that it has; JGit can't ask for some. */
    RemoteRefs refs() throws GitException, InterruptedException {
        String doing = "asking " + remote.url() + " for its refs";
        return JGit.attempt(doing, deadline, () -> {
            try (Repository opened = JGit.open(repo);
                    org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(opened)) {
                JGitTransfer transfer = new JGitTransfer(deadline);
                var command = reach(git.lsRemote().setRemote(remote.url().address()), transfer);
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

    void fetch(FetchPlan plan) throws GitException, InterruptedException {
        String doing = "fetching from " + remote.url();
        JGit.attempt(doing, deadline, () -> {
            requireAtSource(plan);
            if (plan.depth() == 0) {
                Shallow.adopt(repo, remote.url().local().orElse(repo.gitDirectory()));
            }
            try (Repository opened = JGit.open(repo);
                    org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(opened)) {
                // Else a thread of JGit's own looks, after the fetch, whether to collect. In memory only.
                opened.getConfig().setBoolean("gc", null, "autoDetach", false);
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
                FetchResult result = transfer.run(doing, reach(command, transfer));
                for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
                    requireDone(doing, update);
                }
                return result;
            }
        });
    }

    PushReply push(PushPlan plan) throws GitException, InterruptedException {
        Optional<Path> hook = hook();
        if (hook.isPresent()) {
            return new PushReply(
                    Answer.REFUSED,
                    "its hook " + hook.get() + " can be run by git alone. Install git on this machine.");
        }
        String doing = "pushing to " + remote.url();
        return JGit.attempt(doing, deadline, () -> {
            try (Repository opened = JGit.open(repo);
                    org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(opened)) {
                // In memory alone: the user's own hooks are not for what agents do.
                opened.getConfig().setString("core", null, "hooksPath", "/dev/null");
                JGitTransfer transfer = new JGitTransfer(deadline);
                var command = git.push()
                        .setRemote(remote.url().address())
                        .setRefSpecs(new RefSpec((plan.replaces() ? "+" : "") + plan.commit() + ":" + plan.ref()))
                        .setProgressMonitor(transfer);
                if (plan.replaces()) {
                    command.setRefLeaseSpecs(new RefLeaseSpec(plan.ref(), plan.expected()));
                }
                var result =
                        transfer.run(doing, reach(command, transfer)).iterator().next();
                return reply(result.getRemoteUpdate(plan.ref()), result.getMessages());
            }
        });
    }

    private static PushReply reply(RemoteRefUpdate update, String messages) {
        String words = GitErrors.words(update.getStatus()
                + (update.getMessage() == null ? "" : ": " + update.getMessage())
                + (messages.isBlank() ? "" : "\n" + messages));
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> PushReply.DONE;
            case REJECTED_NONFASTFORWARD -> new PushReply(Answer.NON_FAST_FORWARD, words);
            case REJECTED_REMOTE_CHANGED -> new PushReply(Answer.STALE, words);
            default -> PushReply.rejected(words, "");
        };
    }

    /** JGit receives by itself what it pushes on this machine, and would go around the repository's rules. */
    private Optional<Path> hook() {
        return remote.url().local().flatMap(path -> {
            Path git = Files.isDirectory(path.resolve(".git")) ? path.resolve(".git") : path;
            return HOOKS.stream()
                    .map(git.resolve("hooks")::resolve)
                    .filter(Files::isExecutable)
                    .findFirst();
        });
    }

    /** JGit would find out by itself, and print a stack trace. */
    private void requireAtSource(FetchPlan plan) throws IOException, GitException {
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
        try (Repository opened = JGit.open(repo)) {
            return opened.getObjectDatabase().has(ObjectId.fromString(commit));
        }
    }

    private <C extends TransportCommand<C, ?>> C reach(C command, JGitTransfer transfer) throws GitException {
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
        return command.setCredentialsProvider(new JGitLogin(environment, remote, helpers(), deadline));
    }

    private List<String> helpers() throws GitException {
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
}
