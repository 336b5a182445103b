package dev.donmai.orchestrator.internal.heartbeat;

import dev.donmai.config.Configuration;
import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.net.Backoff;
import dev.donmai.net.WebException;
import dev.donmai.net.WebReply;
import dev.donmai.orchestrator.internal.credentials.CredentialHolder;
import dev.donmai.orchestrator.internal.credentials.Credentials;
import dev.donmai.orchestrator.internal.credentials.RegistrationException;
import dev.donmai.orchestrator.internal.credentials.Rejection;
import dev.donmai.orchestrator.internal.loop.Loop;
import dev.donmai.orchestrator.internal.platform.BeatReply;
import dev.donmai.orchestrator.internal.platform.BeatRequest;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One heartbeat: says how the daemon is and what became of mutations, hears the host's status and new mutations
 * ({@code orchestrator.md} §5). What was said counts as heard only after a reply that is understood. For one thread.
 */
public final class HeartbeatTurn implements Loop.Turn {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatTurn.class);

    private final PlatformApi api;
    private final CredentialHolder credentials;
    private final Configuration configuration;
    private final ComposedBeats beats;
    private final HostStatus hostStatus;
    private final Mutations mutations;
    private final Backoff backoff;
    private final ReportedAllowlist reported = new ReportedAllowlist();
    private final Acknowledgements owed = new Acknowledgements();
    private volatile String problem = "";

    public HeartbeatTurn(
            PlatformApi api,
            CredentialHolder credentials,
            Configuration configuration,
            ComposedBeats beats,
            HostStatus hostStatus,
            Backoff backoff) {
        this.api = api;
        this.credentials = credentials;
        this.configuration = configuration;
        this.beats = beats;
        this.hostStatus = hostStatus;
        this.mutations = new Mutations(configuration);
        this.backoff = backoff;
    }

    /** What a beat says, to be told apart from what has come up since. */
    private record Beat(BeatRequest request, AllowlistReport allowlist, Acknowledgements.Owed said) {}

    @Override
    public Duration run() throws InterruptedException {
        Optional<Credentials> known = credentials.current();
        if (known.isEmpty()) {
            return Credentials.DEFAULT_HEARTBEAT;
        }
        try {
            beat(known.get());
            backoff.reset();
            problem = "";
            return credentials.current().orElse(known.get()).heartbeatInterval();
        } catch (WebException e) {
            LOG.warn(
                    "daemon heartbeat HTTP call failed: {} — orchestrator will detect via missed heartbeats",
                    e.getMessage());
            return failed(e, e.retryAfter());
        } catch (RegistrationException e) {
            LOG.warn("daemon runtime-token refresh failed: {}", e.getMessage());
            return failed(e, e.retryAfter());
        }
    }

    private Duration failed(Exception cause, Duration asked) {
        problem = "the last heartbeat failed: " + cause.getMessage();
        return backoff.next(asked);
    }

    /** Why the last one was not accepted; empty when it was. Thread-safe. */
    public String problem() {
        return problem;
    }

    private void beat(Credentials known) throws WebException, RegistrationException, InterruptedException {
        Beat first = compose(known);
        try {
            accepted(known, first, send(known, first));
        } catch (WebException e) {
            Optional<Rejection> rejection = Rejection.of(e);
            if (rejection.isEmpty()) {
                throw e;
            }
            again(known, rejection.get(), e);
        }
    }

    /** Once more with other credentials. */
    private void again(Credentials refused, Rejection rejection, WebException cause)
            throws WebException, RegistrationException, InterruptedException {
        LOG.info("[runtime-token] event=auth-failure-detected path=heartbeat reason={}", rejection.wireName());
        LOG.warn(
                "daemon heartbeat rejected ({}) — refreshing runtime token (reason={})",
                cause.getMessage(),
                rejection.wireName());
        Credentials fresh = credentials.replace(refused, rejection);
        Beat second = compose(fresh);
        try {
            accepted(fresh, second, send(fresh, second));
        } catch (WebException e) {
            LOG.warn("daemon heartbeat post-refresh also failed: {}", e.getMessage());
            throw e;
        }
    }

    private Beat compose(Credentials as) {
        AllowlistReport allowlist = AllowlistReport.of(configuration.current().projects());
        boolean withList = reported.owes(as.workerId(), allowlist);
        HeartbeatView view = beats.compose(as.workerId(), allowlist, withList);
        Acknowledgements.Owed said = owed.owed();
        BeatRequest request = new BeatRequest(
                view.activeSessions(),
                view.maxSessions(),
                view.allowlistHash(),
                withList ? allowlist.entries() : List.of(),
                said.applied(),
                said.failed());
        return new Beat(request, allowlist, said);
    }

    private BeatReply send(Credentials as, Beat beat) throws WebException, InterruptedException {
        WebReply reply = api.heartbeat(as.workerId(), as.token(), beat.request());
        if (reply.text().isBlank()) {
            return BeatReply.NOTHING;
        }
        try {
            return reply.json(BeatReply.class);
        } catch (WebException e) {
            // Whoever answered that may not be the orchestrator: what was said has to be said again.
            LOG.warn("daemon heartbeat response unparseable: {}", e.error());
            throw e;
        }
    }

    private void accepted(Credentials as, Beat beat, BeatReply reply) {
        owed.accepted(beat.said());
        reported.accepted(as.workerId(), beat.allowlist());
        hostStatus.update(reply.hostStatus());
        mutations.apply(reply.pendingMutations(), owed);
    }
}
