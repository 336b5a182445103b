package dev.donmai.orchestrator.internal;

import dev.donmai.model.Defaults;
import dev.donmai.orchestrator.internal.credentials.BootRegistration;
import dev.donmai.orchestrator.internal.credentials.CredentialHolder;
import dev.donmai.orchestrator.internal.credentials.Credentials;
import dev.donmai.orchestrator.internal.credentials.RegistrationException;
import dev.donmai.orchestrator.internal.delivery.DeliveryTurn;
import dev.donmai.orchestrator.internal.heartbeat.HeartbeatTurn;
import dev.donmai.orchestrator.internal.loop.Loop;
import dev.donmai.orchestrator.internal.poll.PollTurn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on with one orchestrator between start and stop: the registration, and once there are credentials the four loops:
 * heartbeat, poll, delivery, and the renewal of credentials before they expire.
 */
final class Connection implements AutoCloseable {

    /** How often a renewal is thought of: a token may come without an end, and the clock may be set. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final Duration LEAST_LOOK = Duration.ofMillis(100);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

    /** What is said in the last moment. */
    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final AutoCloseable client;
    private final CredentialHolder credentials;
    private final BootRegistration boot;
    private final DeliveryTurn delivery;
    private final HeartbeatTurn beating;
    private final PollTurn polling;
    private final Loop heartbeat;
    private final Loop poll;
    private final Loop deliveries;
    private final Loop renewal;
    private boolean closed;

    Connection(
            AutoCloseable client,
            CredentialHolder credentials,
            BootRegistration boot,
            HeartbeatTurn beating,
            PollTurn polling,
            DeliveryTurn delivery) {
        this.client = client;
        this.credentials = credentials;
        this.boot = boot;
        this.delivery = delivery;
        this.beating = beating;
        this.polling = polling;
        this.heartbeat = new Loop("donmai-heartbeat", beating);
        this.poll = new Loop("donmai-poll", polling);
        this.deliveries = new Loop("donmai-delivery", delivery);
        this.renewal = new Loop("donmai-credentials", this::renew);
    }

    /** Begins to register; fails with the {@link RegistrationException} of a final refusal. */
    CompletableFuture<Void> open() {
        return boot.start().thenRun(this::startLoops);
    }

    /** Waits until the first attempt to register has succeeded or failed, at most this long. */
    void awaitFirstAttempt(Duration limit) throws InterruptedException {
        boot.awaitFirstAttempt(limit);
    }

    private synchronized void startLoops() {
        if (!closed) {
            List.of(heartbeat, poll, deliveries, renewal).forEach(Loop::start);
        }
    }

    private Duration renew() throws InterruptedException {
        try {
            credentials.renewIfDue();
        } catch (RegistrationException e) {
            LOG.warn("the runtime token is not renewed yet: {}", e.getMessage());
            return AFTER_A_FAILURE;
        }
        Duration next = credentials.untilRenewal().orElse(LOOK);
        return next.compareTo(LOOK) > 0 ? LOOK : next.plus(LEAST_LOOK);
    }

    /** The daemon takes work now. */
    void wake() {
        heartbeat.wake();
        poll.wake();
    }

    String workerId() {
        return credentials.current().map(Credentials::workerId).orElse("");
    }

    boolean beats() {
        return heartbeat.isRunning();
    }

    boolean polls() {
        return poll.isRunning();
    }

    /** What is wrong; empty when all is well. */
    String problem() {
        if (credentials.current().isEmpty()) {
            return boot.problem();
        }
        return Defaults.text(credentials.problem(), Defaults.text(beating.problem(), polling.problem()));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        boot.close();
        List.of(poll, heartbeat, renewal, deliveries).forEach(Loop::close);
        if (credentials.current().isPresent()) {
            lastDeliveries();
        }
        delivery.close();
        try {
            client.close();
        } catch (Exception e) {
            LOG.warn("the connections to the orchestrator did not close cleanly", e);
        }
    }

    private void lastDeliveries() {
        try {
            delivery.flush(LAST_DELIVERIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("what waits in the outbox is delivered after the next start: {}", e.toString());
        }
    }
}
