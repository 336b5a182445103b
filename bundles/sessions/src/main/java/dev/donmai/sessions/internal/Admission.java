package dev.donmai.sessions.internal;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.Defaults;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionFile.Checkout;
import dev.donmai.model.session.SessionFile.Limits;
import dev.donmai.model.session.SessionFile.PinnedProvider;
import dev.donmai.model.session.SessionFile.WorkerSettings;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.registry.ProviderUnavailableException;
import dev.donmai.routing.Router;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.NoRoomException;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.sessions.SessionRequest.Claimed;
import dev.donmai.workareas.Workareas;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a session may run, and with what ({@code sessions.md} §1.3). The first failing check decides the message. The
 * slot is reserved in between, so the caller frees it when anything after that fails.
 */
final class Admission {

    /** Wall clock of a session whose work names no limit ({@code sessions.md} §2.5). */
    static final long DEFAULT_DURATION_SECONDS = 7200;

    /** Nothing runs longer than a year, whatever was asked for. */
    static final long MAX_DURATION_SECONDS = 365L * 24 * 3600;

    private static final int NONCE_BYTES = 12;

    private final Lifecycle lifecycle;
    private final Router router;
    private final SessionProviders providers;
    private final Workareas workareas;
    private final Slots slots;
    private final RepeatedWork repeated;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Admission(
            Lifecycle lifecycle,
            Router router,
            SessionProviders providers,
            Workareas workareas,
            Slots slots,
            RepeatedWork repeated,
            Clock clock) {
        this.lifecycle = lifecycle;
        this.router = router;
        this.providers = providers;
        this.workareas = workareas;
        this.slots = slots;
        this.repeated = repeated;
        this.clock = clock;
    }

    /** An admitted session, not yet on disk. */
    record Admitted(SessionFile file, RoutingExplanation explanation) {}

    /** The checks before the slot, and the slot itself. */
    void reserve(SessionRequest request, DaemonConfig config) throws AdmissionException {
        DaemonState state = lifecycle.state();
        if (state != DaemonState.RUNNING) {
            throw new NoRoomException("daemon is not running (state \"" + state.wireName() + "\")");
        }
        if (!lifecycle.accepting()) {
            throw new NoRoomException("not accepting new work (paused or draining)");
        }
        String id = request.spec().sessionId();
        SessionIds.require(id);
        refuseRepeated(request);
        slots.reserve(id, config.capacity().maxConcurrentSessions());
    }

    private void refuseRepeated(SessionRequest request) throws AdmissionException {
        if (request instanceof Claimed claimed) {
            repeated.refuse(claimed);
        }
    }

    /** The checks after the slot, and everything the worker will need to know. */
    Admitted admit(SessionRequest request, DaemonConfig config, String daemonUrl) throws AdmissionException {
        // The first look was before the slot: a run that ended since then is seen by this one.
        refuseRepeated(request);
        Project project =
                new RequestedProject(config.projects(), config.sessions().strictRepositories()).of(request);
        SessionSpec spec =
                request instanceof Claimed ? request.spec().withRepository(project.repository()) : request.spec();
        for (String text : List.of(spec.ref(), spec.repository())) {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new AdmissionException("repository and ref may not contain control characters");
            }
        }
        Optional<String> violation = EnvironmentRules.violation(spec.env());
        if (violation.isPresent()) {
            throw new AdmissionException(violation.get());
        }
        boolean foreign = !config.worker().command().isEmpty();
        Routed routed = foreign ? unrouted(spec) : route(spec, request.detail(), config);
        SessionFile file = new SessionFile(
                SessionFile.VERSION,
                nonce(),
                clock.instant(),
                spec,
                project.id(),
                request.detail().map(detail -> Details.stored(detail, project)).orElse(SessionFile.NO_DETAIL),
                routed.explanation().decision(),
                checkout(spec, request.detail(), project),
                routed.runtime(),
                routed.vcs(),
                routed.issueTracker(),
                limits(spec, config, foreign),
                settings(config.worker()),
                workareas.worktree(spec.sessionId()).toString(),
                daemonUrl,
                foreign,
                request instanceof Claimed claimed ? claimed.claim() : "");
        return new Admitted(file, routed.explanation());
    }

    private record Routed(
            RoutingExplanation explanation, PinnedProvider runtime, PinnedProvider vcs, PinnedProvider issueTracker) {}

    /** No worker of ours will run it. */
    private Routed unrouted(SessionSpec spec) {
        return new Routed(
                router.chooseForForeignWorker(spec.sessionId()),
                PinnedProvider.NONE,
                PinnedProvider.NONE,
                PinnedProvider.NONE);
    }

    private Routed route(SessionSpec spec, Optional<SessionDetail> detail, DaemonConfig config)
            throws AdmissionException {
        if (detail.isEmpty()) {
            return unrouted(spec);
        }
        try {
            Router.Choice choice = router.choose(spec.sessionId(), detail.get().namedRuntime());
            Map<String, Object> settings =
                    Defaults.map(config.agents().get(choice.runtime().id()));
            return new Routed(
                    choice.explanation(),
                    SessionProviders.pinned(choice.runtime(), settings),
                    providers.vcs(),
                    providers.issueTracker(detail.get()));
        } catch (ProviderUnavailableException e) {
            throw new AdmissionException(Defaults.text(e.getMessage()), e);
        }
    }

    /** The worker gets the configured repository, not the string that was asked for (H9). */
    private Checkout checkout(SessionSpec spec, Optional<SessionDetail> detail, Project project) {
        String branch = detail.map(SessionDetail::branch).orElse("");
        return new Checkout(
                project.repository(),
                spec.ref(),
                Defaults.text(branch, SessionBranch.of(spec.sessionId())),
                project.cloneStrategy(),
                workareas.mirrors().toString(),
                project.git().sshKey(),
                project.git().credentialHelper());
    }

    private static WorkerSettings settings(DaemonConfig.Worker worker) {
        return new WorkerSettings(
                worker.exposePlatformToken(),
                worker.platformOutageMinutes() * 60,
                worker.pullRequestOnFailure(),
                worker.lockRefreshSeconds(),
                worker.deliverySeconds());
    }

    private static Limits limits(SessionSpec spec, DaemonConfig config, boolean foreign) {
        long duration = spec.maxDurationSeconds();
        if (duration <= 0 && !foreign) {
            duration = DEFAULT_DURATION_SECONDS;
        }
        DaemonConfig.Limits defaults = config.limits();
        int memory = clamped(spec.resources().memoryMb());
        int cpus = clamped(spec.resources().vCpu());
        return new Limits(
                Math.min(duration, MAX_DURATION_SECONDS),
                memory > 0 ? memory : defaults.memoryMb(),
                cpus > 0 ? cpus : defaults.cpus(),
                defaults.outputMb(),
                defaults.idleSeconds());
    }

    /** More than any machine has is as good as no limit. */
    static int clamped(long number) {
        return Math.clamp(number, 0, Integer.MAX_VALUE);
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
