package dev.donmai.orchestrator.internal.delivery;

import dev.donmai.model.Timestamps;
import dev.donmai.net.WebException;
import dev.donmai.orchestrator.internal.credentials.CredentialHolder;
import dev.donmai.orchestrator.internal.credentials.Credentials;
import dev.donmai.orchestrator.internal.credentials.RegistrationException;
import dev.donmai.orchestrator.internal.credentials.Rejection;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.sessions.Sessions;
import dev.donmai.store.OutboxEntry;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.OutboxItem.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to deliver one item, with the credentials of the moment ({@code sessions.md} §2.18). Thread-safe. */
public final class Delivery {

    /** Of the 4xx those that may be another answer later. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 425, 429);

    /**
     * How long a result is offered to a platform that does not find its session: it may have lost its memory, or stand behind
     * a gateway that knows no route for a while.
     */
    static final Duration NOT_FOUND = Duration.ofHours(6);

    private static final int MOST_SHOWN = 300;

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final PlatformApi api;
    private final CredentialHolder credentials;
    private final Sessions sessions;
    private final BooleanSupplier othersFail;

    /** @param othersFail whether heartbeats or polls fail at the moment, too */
    public Delivery(PlatformApi api, CredentialHolder credentials, Sessions sessions, BooleanSupplier othersFail) {
        this.api = api;
        this.credentials = credentials;
        this.sessions = sessions;
        this.othersFail = othersFail;
    }

    /** What came of it. */
    sealed interface Outcome {

        /** The platform has it, or needs it no more. */
        record Done() implements Outcome {}

        /**
         * It has to be tried again.
         *
         * @param everybody whether other items would fare the same
         */
        record Later(String error, Duration asked, boolean everybody) implements Outcome {}

        /** It will never be taken. */
        record Never(String error) implements Outcome {}
    }

    /** Makes an attempt; after a refusal of the credentials a second one with others. */
    Outcome attempt(OutboxEntry entry) throws InterruptedException {
        OutboxItem item = entry.item();
        if (item.kind() == Kind.NACK && isOvertaken(entry)) {
            LOG.info("the {} is not sent any more: it was taken since", item);
            return new Outcome.Done();
        }
        Optional<Credentials> known = credentials.current();
        if (known.isEmpty() || !item.platform().equals(known.get().url())) {
            return new Outcome.Later("there are no credentials for " + item.platform(), Duration.ZERO, false);
        }
        try {
            send(item, known.get());
            return new Outcome.Done();
        } catch (WebException e) {
            return e.status() == 401 ? again(entry, known.get(), e) : judge(entry, e);
        }
    }

    /** Whether the same work was offered again and taken: to refuse it now would have it run a second time. */
    private boolean isOvertaken(OutboxEntry refusal) {
        return sessions.record(refusal.item().sessionId())
                .filter(record -> !record.handle().acceptedAt().isBefore(Timestamps.t0(refusal.createdAt())))
                .isPresent();
    }

    private Outcome again(OutboxEntry entry, Credentials refused, WebException cause) throws InterruptedException {
        try {
            Credentials fresh = credentials.replace(refused, Rejection.of(cause).orElse(Rejection.AUTH_FAILURE));
            send(entry.item(), fresh);
            return new Outcome.Done();
        } catch (RegistrationException e) {
            return new Outcome.Later(String.valueOf(e.getMessage()), e.retryAfter(), true);
        } catch (WebException e) {
            return judge(entry, e);
        }
    }

    private void send(OutboxItem item, Credentials as) throws WebException, InterruptedException {
        String body = SenderMember.replace(item.body(), as.workerId());
        if (item.kind() == Kind.NACK) {
            api.nack(item.path(), as.token(), body, item.key());
        } else {
            api.report(item.path(), as.token(), body, item.key());
        }
    }

    private Outcome judge(OutboxEntry entry, WebException cause) {
        return switch (cause.failure()) {
            case STATUS -> judgeStatus(entry, cause);
            // The platform has accepted it; what else it says is not read.
            case TOO_LARGE, MALFORMED -> new Outcome.Done();
            case UNSENDABLE -> new Outcome.Never(String.valueOf(cause.getMessage()));
            case UNREACHABLE, BROKEN, TIMEOUT ->
                new Outcome.Later(String.valueOf(cause.getMessage()), Duration.ZERO, true);
        };
    }

    private Outcome judgeStatus(OutboxEntry entry, WebException cause) {
        int status = cause.status();
        String error = "HTTP " + status + ": " + cause.shownBody(MOST_SHOWN);
        if (entry.item().kind() == Kind.NACK && (status == 404 || status == 409)) {
            return new Outcome.Done();
        }
        if (status == 404 && entry.waited().compareTo(NOT_FOUND) < 0) {
            return new Outcome.Later(error, cause.retryAfter(), othersFail.getAsBoolean());
        }
        boolean refused = status >= 400 && status < 500 && !PASSING.contains(status);
        return refused
                ? new Outcome.Never(error)
                : new Outcome.Later(error, cause.retryAfter(), status == 429 || status == 502 || status == 503);
    }
}
