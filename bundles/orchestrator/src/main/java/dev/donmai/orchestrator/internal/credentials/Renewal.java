package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.orchestrator.internal.credentials.Registrar.Probe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision table of {@code orchestrator.md} §4.2: a refresh where the orchestrator may still know the worker, a new
 * registration where it does not, an error where nobody can tell. Row 3, a token that is none, is no case here: such a daemon
 * is a stub from the start.
 */
public final class Renewal {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    private final Registrar registrar;

    public Renewal(Registrar registrar) {
        this.registrar = registrar;
    }

    /** Other credentials than these. */
    Credentials replace(Credentials old, Rejection reason) throws RegistrationException, InterruptedException {
        say(reason == Rejection.EXPIRES_SOON ? "refresh-requested" : "401", old, reason, "");
        if (reason == Rejection.WORKER_NOT_FOUND || old.workerId().isEmpty()) {
            say("reregister.worker-not-found", old, reason, "");
            return register(old, reason);
        }
        return switch (registrar.refresh(old)) {
            case Probe.Refreshed refreshed -> {
                LOG.info("[runtime-token] event=refresh workerId={} reason={}", old.workerId(), reason.wireName());
                yield refreshed.credentials();
            }
            case Probe.Unavailable unavailable -> {
                say("refresh.unavailable", old, reason, unavailable.detail());
                yield register(old, reason);
            }
            case Probe.Failed failed -> {
                RegistrationException cause = failed.cause().within("refresh probe failed");
                warn("refresh.error", old, reason, cause);
                throw cause;
            }
        };
    }

    private Credentials register(Credentials old, Rejection reason) throws RegistrationException, InterruptedException {
        try {
            Credentials fresh = registrar.register();
            LOG.info(
                    "[runtime-token] event=reregister workerId={} oldWorkerId={} reason={} workerIdSwapped={}",
                    fresh.workerId(),
                    old.workerId(),
                    reason.wireName(),
                    !fresh.workerId().equals(old.workerId()));
            return fresh;
        } catch (RegistrationException e) {
            RegistrationException cause = e.within("reregister");
            warn("reregister.error", old, reason, cause);
            throw cause;
        }
    }

    private static void say(String event, Credentials old, Rejection reason, String detail) {
        LOG.info(
                "[runtime-token] event={} workerId={} reason={}{}",
                event,
                old.workerId(),
                reason.wireName(),
                detail.isEmpty() ? "" : " detail=\"" + detail + "\"");
    }

    private static void warn(String event, Credentials old, Rejection reason, RegistrationException cause) {
        LOG.warn(
                "[runtime-token] event={} workerId={} reason={} err=\"{}\"",
                event,
                old.workerId(),
                reason.wireName(),
                cause.getMessage());
    }
}
