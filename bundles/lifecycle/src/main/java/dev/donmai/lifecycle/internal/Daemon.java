package dev.donmai.lifecycle.internal;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.DaemonStartException;
import dev.donmai.config.ConfigException;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.ControlAddress;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.Participant;
import dev.donmai.lifecycle.StateConflictException;
import dev.donmai.lifecycle.WorkerIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon: starts its participants, changes its state, drains and stops.
 *
 * <p>Participants are looked up when the daemon starts, not injected: they refer to this service themselves.
 */
@Component(
        service = {Lifecycle.class, DaemonControl.class},
        // Whoever drives the daemon may look it up again: the instance that was started must not go in between.
        immediate = true)
public final class Daemon implements Lifecycle, DaemonControl {

    private static final int EXIT_OK = 0;
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_RESTART = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final BundleContext context;
    private final Configuration configuration;
    private final DaemonOptions options;
    private final StateMachine machine = new StateMachine();
    private final Participants participants = new Participants();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final ExecutorService background = Executors.newCachedThreadPool(
            task -> Thread.ofPlatform().daemon().name("donmai-lifecycle").unstarted(task));
    /** The thread that waits for sessions during a stop; a forced stop interrupts it. */
    private final Set<Thread> drainers = ConcurrentHashMap.newKeySet();

    private final Drains drains = new Drains(participants, this::grace, background);
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile long startedNanos = System.nanoTime();
    private volatile boolean forced;

    @Activate
    public Daemon(BundleContext context, @Reference Configuration configuration, @Reference DaemonOptions options) {
        this.context = context;
        this.configuration = configuration;
        this.options = options;
    }

    @Deactivate
    void deactivate() {
        background.shutdownNow();
    }

    @Override
    public void start() throws DaemonStartException {
        try {
            machine.starting();
            startedAt = Instant.now();
            startedNanos = System.nanoTime();
            configuration.load();
            participants.start(services(Participant.class));
        } catch (ConfigException e) {
            fail();
            throw new DaemonStartException("load config: " + e.getMessage(), e);
        } catch (Exception e) {
            fail();
            throw new DaemonStartException(String.valueOf(e.getMessage()), e);
        }
        if (machine.started()) {
            participants.running();
        }
    }

    private void fail() {
        machine.stopped();
        exit.complete(EXIT_FAILED);
    }

    @Override
    public DaemonState state() {
        return machine.state();
    }

    @Override
    public boolean accepting() {
        return machine.accepting();
    }

    @Override
    public String reportedStatus() {
        return switch (machine.state()) {
            case RUNNING -> machine.accepting() ? "ready" : "paused";
            case STARTING, STOPPED -> "stopped";
            case PAUSED -> "paused";
            case DRAINING -> "draining";
            case UPDATING -> "updating";
        };
    }

    @Override
    public String version() {
        return options.version();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public long uptimeSeconds() {
        return Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
    }

    @Override
    public void pause() throws StateConflictException {
        machine.pause();
        LOG.info("paused");
    }

    @Override
    public void resume() throws StateConflictException {
        machine.resume();
        LOG.info("resumed");
    }

    @Override
    public CompletableFuture<Integer> drain(Duration timeout) throws StateConflictException {
        long openings = machine.closeAdmission();
        LOG.info("draining for up to {} s", timeout.toSeconds());
        return drains.begin(timeout, () -> machine.openings() != openings);
    }

    @Override
    public void stop(String cause) {
        if (!machine.draining()) {
            if (machine.state() == DaemonState.STOPPED) {
                exit.complete(EXIT_OK);
            }
            return;
        }
        LOG.info("stopping: {}", cause);
        background.execute(this::drainAndStop);
    }

    private void drainAndStop() {
        drainers.add(Thread.currentThread());
        try {
            Duration timeout = forced
                    ? Duration.ZERO
                    : Duration.ofSeconds(
                            Math.max(0, configuration.current().autoUpdate().drainTimeoutSeconds()));
            participants.drain(timeout);
        } catch (InterruptedException e) {
            LOG.info("the drain was cut short");
        } catch (RuntimeException e) {
            LOG.error("the drain failed; stopping without it", e);
        } finally {
            drainers.remove(Thread.currentThread());
            Thread.interrupted();
        }
        int code = EXIT_OK;
        try {
            participants.terminate(forced ? Duration.ZERO : grace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("sessions could not be ended; the next daemon goes on with them", e);
            code = EXIT_FAILED;
        }
        end(code);
    }

    @Override
    public void forceStop() {
        forced = true;
        stop("forced");
        drainers.forEach(Thread::interrupt);
        background.execute(() -> {
            try {
                participants.terminate(Duration.ZERO);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void restart() {
        if (machine.draining()) {
            LOG.info("restarting; sessions go on");
            background.execute(() -> end(EXIT_RESTART));
        }
    }

    private Duration grace() {
        return Duration.ofSeconds(configuration.current().limits().stopGraceSeconds());
    }

    private void end(int code) {
        participants.stop();
        machine.stopped();
        exit.complete(code);
    }

    @Override
    public void reload() {
        try {
            configuration.reload();
        } catch (ConfigException e) {
            LOG.warn("configuration not reloaded: {}", e.getMessage());
        }
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    @Override
    public String address() {
        return fact(ControlAddress.class, ControlAddress::hostAndPort);
    }

    @Override
    public String workerId() {
        return fact(WorkerIdentity.class, WorkerIdentity::workerId);
    }

    private <T> String fact(Class<T> type, Function<T, String> question) {
        return services(type).stream().findFirst().map(question).orElse("");
    }

    private <T> List<T> services(Class<T> type) {
        List<T> found = new ArrayList<>();
        try {
            Collection<ServiceReference<T>> references = context.getServiceReferences(type, null);
            for (ServiceReference<T> reference : references) {
                Optional.ofNullable(context.getService(reference)).ifPresent(found::add);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
        return found;
    }
}
