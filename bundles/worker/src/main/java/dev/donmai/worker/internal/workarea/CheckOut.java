package dev.donmai.worker.internal.workarea;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.git.CheckoutRequest;
import dev.donmai.git.CheckoutResult;
import dev.donmai.git.CloneStrategy;
import dev.donmai.git.Git;
import dev.donmai.git.GitCredentials;
import dev.donmai.git.GitException;
import dev.donmai.git.RefKind;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile.Checkout;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.assignment.Work;
import dev.donmai.worker.internal.events.EventSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step that makes the session's tree. Whoever calls it holds the directory's {@link DirectoryLock}. */
public final class CheckOut {

    /**
     * For all of it. The reference has only the two hours of the whole run; a clone that takes more than ten minutes is one that
     * hangs, or one whose project wants a mirror.
     */
    static final Duration DEADLINE = Duration.ofMinutes(10);

    private static final int MOST_ASIDE = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(CheckOut.class);

    private final Git git;
    private final EventSink events;
    private final String token;

    /**
     * @param git what does it
     * @param events where {@code workarea.ready} goes
     * @param token what the repository is reached with where the platform lends something; empty where it doesn't
     */
    public CheckOut(Git git, EventSink events, String token) {
        this.git = git;
        this.events = events;
        this.token = token;
    }

    /** Makes the tree of {@code work}. What is in its place is moved to {@code <dir>~<n>}, never deleted. */
    public Workarea make(Work work) throws SessionFailure, InterruptedException {
        try {
            RoomOnDisk.check(work.worktree().resolveSibling(""));
            moveAside(work.worktree());
            CheckoutResult made = git.checkOut(request(work));
            Workarea workarea = new Workarea(
                    work.worktree(),
                    made.commit(),
                    made.branch(),
                    baseBranch(work.checkout().ref(), made),
                    made.strategy().key(),
                    made.note());
            events.append("workarea.ready", fields(workarea));
            return workarea;
        } catch (GitException | IOException e) {
            throw new SessionFailure(FailureMode.WORKTREE_PROVISION, String.valueOf(e.getMessage()), e);
        }
    }

    private CheckoutRequest request(Work work) throws SessionFailure {
        Checkout wanted = work.checkout();
        CloneStrategy strategy = CloneStrategy.of(wanted.strategy())
                .orElseThrow(() -> new SessionFailure(
                        FailureMode.WORKTREE_PROVISION,
                        "unknown clone strategy \"" + wanted.strategy()
                                + "\": use shallow, full or reference-clone in the project's cloneStrategy"));
        CheckoutRequest request = CheckoutRequest.of(wanted.repository(), work.worktree())
                .withRef(wanted.ref())
                .withBranch(wanted.branch())
                .withStrategy(strategy)
                .withCredentials(new GitCredentials(wanted.sshKey(), wanted.credentialHelper()).withToken("", token))
                .withDeadline(DEADLINE);
        return wanted.mirrors().isEmpty() ? request : request.withMirrors(Path.of(wanted.mirrors()));
    }

    private static String baseBranch(String wanted, CheckoutResult made) {
        String prefix = "refs/heads/";
        return wanted.isEmpty() || made.kind() != RefKind.BRANCH || !made.ref().startsWith(prefix)
                ? ""
                : made.ref().substring(prefix.length());
    }

    private static void moveAside(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS) || isEmptyDirectory(directory)) {
            return;
        }
        for (int n = 1; n <= MOST_ASIDE; n++) {
            Path aside = directory.resolveSibling(directory.getFileName() + "~" + n);
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(directory, aside);
                LOG.warn("{} was there already and is now {}", directory, aside);
                return;
            }
        }
        throw new IOException(directory + " was there already and so are " + MOST_ASIDE + " older ones; remove some of "
                + directory.getFileName() + "~*");
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static ObjectNode fields(Workarea workarea) {
        ObjectNode fields = Json.object()
                .put("path", workarea.directory().toString())
                .put("commit", workarea.commit())
                .put("branch", workarea.branch())
                .put("strategy", workarea.strategy());
        return workarea.note().isEmpty() ? fields : fields.put("note", workarea.note());
    }
}
