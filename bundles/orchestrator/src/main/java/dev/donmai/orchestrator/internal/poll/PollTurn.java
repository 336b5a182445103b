package dev.donmai.orchestrator.internal.poll;

import dev.donmai.net.Backoff;
import dev.donmai.net.WebException;
import dev.donmai.orchestrator.internal.credentials.CredentialHolder;
import dev.donmai.orchestrator.internal.credentials.Credentials;
import dev.donmai.orchestrator.internal.credentials.RegistrationException;
import dev.donmai.orchestrator.internal.credentials.Rejection;
import dev.donmai.orchestrator.internal.loop.Loop;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for work once, if work may be claimed ({@code orchestrator.md} §8.2). For one thread. */
public final class PollTurn implements Loop.Turn {

    private static final String FAILED = "the last poll failed: ";

    private static final Logger LOG = LoggerFactory.getLogger(PollTurn.class);

    private final PlatformApi api;
    private final CredentialHolder credentials;
    private final ClaimGate gate;
    private final Dispatch dispatch;
    private final Backoff backoff;
    private volatile String problem = "";

    public PollTurn(PlatformApi api, CredentialHolder credentials, ClaimGate gate, Dispatch dispatch, Backoff backoff) {
        this.api = api;
        this.credentials = credentials;
        this.gate = gate;
        this.dispatch = dispatch;
        this.backoff = backoff;
    }

    @Override
    public Duration run() throws InterruptedException {
        Optional<Credentials> known = credentials.current();
        if (known.isEmpty() || !gate.isOpen()) {
            problem = "";
            return known.map(Credentials::pollInterval).orElse(Credentials.DEFAULT_POLL);
        }
        try {
            PollReply reply = PollReply.read(
                    api.poll(known.get().workerId(), known.get().token()).bytes());
            dispatch.handle(reply, known.get());
            if (reply.isNone()) {
                problem = FAILED + reply.problems().getFirst();
                return backoff.next(Duration.ZERO);
            }
        } catch (WebException e) {
            return failed(known.get(), e);
        }
        backoff.reset();
        problem = "";
        return credentials.current().orElse(known.get()).pollInterval();
    }

    /** Why the last one failed; empty when it did not, or when nothing is asked for at the moment. Thread-safe. */
    public String problem() {
        return problem;
    }

    private Duration failed(Credentials as, WebException cause) throws InterruptedException {
        problem = FAILED + cause.getMessage();
        Optional<Rejection> rejection = Rejection.of(cause);
        if (rejection.isEmpty()) {
            LOG.warn("daemon poll failed: {}", cause.getMessage());
            return backoff.next(cause.retryAfter());
        }
        LOG.info(
                "[runtime-token] event=auth-failure-detected path=poll reason={}",
                rejection.get().wireName());
        LOG.warn(
                "daemon poll rejected ({}) — refreshing runtime token (reason={})",
                cause.getMessage(),
                rejection.get().wireName());
        try {
            Credentials fresh = credentials.replace(as, rejection.get());
            backoff.reset();
            return fresh.pollInterval();
        } catch (RegistrationException e) {
            LOG.warn("daemon poll runtime-token refresh failed: {}", e.getMessage());
            return backoff.next(e.retryAfter());
        }
    }
}
