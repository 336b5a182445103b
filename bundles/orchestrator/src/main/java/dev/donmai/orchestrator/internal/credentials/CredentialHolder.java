package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.net.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of the credentials: heartbeat, poll, deliveries and, through the session details, the workers all use the
 * same, so that no two of them evict each other's ({@code orchestrator.md} §4.4). Whoever is refused asks for others and
 * names those that were refused; if they have been replaced since, it gets the new ones without a call. At most one call is
 * under way; after a failure there is none before some time has passed. Thread-safe.
 *
 * <p>The lock guards the fields and is held neither during a call nor while listeners are told.
 */
public final class CredentialHolder {

    /** Longer than both calls of a replacement may take. */
    private static final Duration OTHERS_CALL = Duration.ofSeconds(30);

    private final Renewal renewal;
    private final List<Consumer<Credentials>> listeners;
    private final Backoff backoff;
    private final InstantSource clock;

    private Optional<Credentials> current = Optional.empty();
    private @Nullable CompletableFuture<Credentials> flight;
    private Optional<RegistrationException> lastFailure = Optional.empty();
    private long notBeforeNanos;

    /**
     * Without credentials so far.
     *
     * @param listeners are told of new credentials before anybody else can use them, one call at a time
     */
    public CredentialHolder(
            Renewal renewal, List<Consumer<Credentials>> listeners, Backoff backoff, InstantSource clock) {
        this.renewal = renewal;
        this.listeners = List.copyOf(listeners);
        this.backoff = backoff;
        this.clock = clock;
    }

    /** The credentials; empty before the registration. */
    public synchronized Optional<Credentials> current() {
        return current;
    }

    /** Why they could not be replaced the last time; empty when they could. */
    public synchronized String problem() {
        return lastFailure.map(Throwable::getMessage).orElse("");
    }

    /** Takes the credentials of the registration at the start. */
    public void registered(Credentials first) {
        install(first);
    }

    private void install(Credentials fresh) {
        listeners.forEach(listener -> listener.accept(fresh));
        synchronized (this) {
            current = Optional.of(fresh);
            lastFailure = Optional.empty();
            backoff.reset();
        }
    }

    /**
     * Other credentials than those that were refused.
     *
     * @throws RegistrationException when there are none, now or since a failure a moment ago; the old ones stay
     */
    public Credentials replace(Credentials refused, Rejection reason)
            throws RegistrationException, InterruptedException {
        CompletableFuture<Credentials> under;
        boolean mine = false;
        synchronized (this) {
            if (current.isPresent() && !current.get().sameAs(refused)) {
                return current.get();
            }
            if (flight == null) {
                if (lastFailure.isPresent() && System.nanoTime() - notBeforeNanos < 0) {
                    throw lastFailure.get();
                }
                flight = new CompletableFuture<>();
                mine = true;
            }
            under = flight;
        }
        return mine ? fly(under, refused, reason) : join(under);
    }

    private Credentials fly(CompletableFuture<Credentials> under, Credentials refused, Rejection reason)
            throws RegistrationException, InterruptedException {
        try {
            Credentials fresh = renewal.replace(refused, reason);
            install(fresh);
            under.complete(fresh);
            return fresh;
        } catch (RegistrationException e) {
            synchronized (this) {
                lastFailure = Optional.of(e);
                notBeforeNanos =
                        System.nanoTime() + backoff.next(e.retryAfter()).toNanos();
            }
            under.completeExceptionally(e);
            throw e;
        } finally {
            synchronized (this) {
                flight = null;
            }
            // Whatever else may have happened: nobody waits for a call that has ended.
            under.completeExceptionally(new RegistrationException("the other call for credentials was broken off"));
        }
    }

    private static Credentials join(CompletableFuture<Credentials> under)
            throws RegistrationException, InterruptedException {
        try {
            return under.get(OTHERS_CALL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegistrationException cause) {
                throw cause;
            }
            throw new IllegalStateException("the other call fails in one way only", e);
        } catch (TimeoutException e) {
            throw new RegistrationException("another call for credentials takes too long");
        }
    }

    /** How long until {@link #renewIfDue} has something to do; empty when nobody knows. */
    public Optional<Duration> untilRenewal() {
        return current().flatMap(now -> now.lifetime().untilRenewal(clock.instant(), System.nanoTime()));
    }

    /** Replaces credentials that will not be good for long. */
    public void renewIfDue() throws RegistrationException, InterruptedException {
        Optional<Credentials> now = current();
        if (now.isPresent() && untilRenewal().filter(Duration::isZero).isPresent()) {
            var _ = replace(now.get(), Rejection.EXPIRES_SOON);
        }
    }
}
