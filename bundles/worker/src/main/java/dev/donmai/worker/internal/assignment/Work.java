package dev.donmai.worker.internal.assignment;

import dev.donmai.model.Defaults;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionFile.Checkout;
import dev.donmai.model.session.SessionFile.Limits;
import dev.donmai.model.session.SessionFile.PinnedProvider;
import dev.donmai.model.session.SessionFile.WorkerSettings;
import dev.donmai.model.wire.SessionDetail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What there is to do, whoever asks for it.
 *
 * @param sessionId the session; one path element
 * @param detail the task
 * @param env the work item's additions to the agent's environment
 * @param checkout where the tree comes from
 * @param worktree where it goes
 * @param runtime which agent runtime; without files it is looked for among the installed ones
 * @param vcs which version control; absent when there is none
 * @param issueTracker which issue tracker; absent when there is none
 * @param limits what the agent may use; zero means no limit
 * @param settings how the operator wants it to be done
 * @param overall how long the run may take, check-out included
 * @param daemonUrl the control API
 * @param nonce marks every process of the session; empty when nobody chose one
 */
public record Work(
        String sessionId,
        SessionDetail detail,
        Map<String, String> env,
        Checkout checkout,
        Path worktree,
        PinnedProvider runtime,
        PinnedProvider vcs,
        PinnedProvider issueTracker,
        Limits limits,
        WorkerSettings settings,
        Duration overall,
        String daemonUrl,
        String nonce) {

    /** The reference's limit of a run ({@code sessions.md} §2.5). */
    static final Duration TWO_HOURS = Duration.ofHours(2);

    /** Our daemon ends its sessions itself, by a clock that also counts the worker's start; this is a net below it. */
    private static final Duration BEYOND_DAEMON = Duration.ofDays(30);

    private static final String DEFAULT_RUNTIME = "claude";
    private static final String DEFAULT_VCS = "git";
    private static final String PLATFORM_TRACKER = "platform";
    private static final Limits LIMITS = new Limits(0, 0, 0, 0, DaemonConfig.Limits.DEFAULT_IDLE_SECONDS);

    static Work of(SessionFile file, SessionDetail detail) {
        return new Work(
                file.sessionId(),
                detail,
                file.spec().env(),
                withBranch(file.checkout(), file.sessionId()),
                Path.of(file.worktree()),
                file.runtime(),
                file.vcs(),
                file.issueTracker(),
                file.limits(),
                file.worker(),
                BEYOND_DAEMON,
                file.daemonUrl(),
                file.nonce());
    }

    static Work of(SessionDetail detail, String daemonUrl, Path worktrees) {
        Checkout checkout = new Checkout(detail.repository(), detail.ref(), detail.branch(), "full", "", "", "");
        String runtime = Defaults.text(detail.namedRuntime(), DEFAULT_RUNTIME);
        return new Work(
                detail.sessionId(),
                detail,
                Map.of(),
                withBranch(checkout, detail.sessionId()),
                worktrees.resolve(detail.sessionId()),
                PinnedProvider.named(runtime),
                PinnedProvider.named(DEFAULT_VCS),
                PinnedProvider.named(PLATFORM_TRACKER),
                LIMITS,
                WorkerSettings.DEFAULT,
                TWO_HOURS,
                daemonUrl,
                "");
    }

    private static Checkout withBranch(Checkout checkout, String sessionId) {
        return new Checkout(
                checkout.repository(),
                checkout.ref(),
                Defaults.text(checkout.branch(), "agent/" + sessionId),
                checkout.strategy(),
                checkout.mirrors(),
                checkout.sshKey(),
                checkout.credentialHelper());
    }
}
