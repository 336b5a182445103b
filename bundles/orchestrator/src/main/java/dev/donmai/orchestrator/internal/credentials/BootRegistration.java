package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.net.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the first credentials: from the cache, else by asking again and again, while the rest of the daemon goes on
 * ({@code orchestrator.md} §2.3). Ends when it has them, or when the orchestrator has said no for good.
 */
public final class BootRegistration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BootRegistration.class);

    private final TokenCache cache;
    private final Registrar registrar;
    private final CredentialHolder holder;
    private final Backoff backoff;
    private final CompletableFuture<Void> registered = new CompletableFuture<>();
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private volatile String problem = "";
    private Optional<Thread> thread = Optional.empty();

    public BootRegistration(TokenCache cache, Registrar registrar, CredentialHolder holder, Backoff backoff) {
        this.cache = cache;
        this.registrar = registrar;
        this.holder = holder;
        this.backoff = backoff;
    }

    /**
     * Begins.
     *
     * @return completes when there are credentials; fails with the {@link RegistrationException} of a final refusal
     */
    public CompletableFuture<Void> start() {
        Optional<Credentials> cached = cache.read();
        if (cached.isPresent()) {
            LOG.info(
                    "registered as {} (kept from an earlier start)",
                    cached.get().workerId());
            done(cached.get());
        } else {
            thread = Optional.of(
                    Thread.ofPlatform().daemon().name("donmai-registration").start(this::ask));
        }
        return registered;
    }

    /** Waits until the first attempt has succeeded or failed, at most this long. */
    public void awaitFirstAttempt(Duration limit) throws InterruptedException {
        var _ = firstAttempt.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Why there are no credentials yet; empty when there are, or when nothing has been tried. */
    public String problem() {
        return problem;
    }

    private void ask() {
        try {
            boolean settled = false;
            while (!settled) {
                settled = attempt();
            }
        } catch (InterruptedException e) {
            // Told to end.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the registration failed", e);
            registered.completeExceptionally(e);
        } finally {
            firstAttempt.countDown();
        }
    }

    private boolean attempt() throws InterruptedException {
        try {
            Credentials fresh = registrar.register();
            LOG.info("registered as {} with {}", fresh.workerId(), fresh.url());
            done(fresh);
            return true;
        } catch (RegistrationException e) {
            problem = String.valueOf(e.getMessage());
            if (e.refused()) {
                registered.completeExceptionally(e);
                return true;
            }
            firstAttempt.countDown();
            Duration wait = backoff.next(e.retryAfter());
            LOG.warn("not registered yet, trying again in {} ms: {}", wait.toMillis(), problem);
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            return false;
        }
    }

    private void done(Credentials fresh) {
        holder.registered(fresh);
        problem = "";
        registered.complete(null);
        firstAttempt.countDown();
    }

    /** Stops asking. */
    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }
}
