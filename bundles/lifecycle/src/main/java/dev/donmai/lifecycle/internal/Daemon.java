package dev.donmai.lifecycle.internal;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.DaemonStartException;
import dev.donmai.config.ConfigException;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.ControlAddress;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Drain;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.Participant;
import dev.donmai.lifecycle.StateConflictException;
import dev.donmai.lifecycle.WorkerIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
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

    private final Services services;
    private final Configuration configuration;
    private final DaemonOptions options;
    private final StateMachine machine = new StateMachine();
    private final Participants participants = new Participants();
    private final ExecutorService background = Executors.newCachedThreadPool(
            task -> Thread.ofPlatform().daemon().name("donmai-lifecycle").unstarted(task));
    private final Ending ending;
    private final Drains drains;
    private volatile Run run = new Run();

    @Activate
    public Daemon(BundleContext context, @Reference Configuration configuration, @Reference DaemonOptions options) {
        this(new Services.InFramework(context), configuration, options);
    }

    Daemon(Services services, Configuration configuration, DaemonOptions options) {
        this.services = services;
        this.configuration = configuration;
        this.options = options;
        this.ending = new Ending(participants, configuration);
        this.drains = new Drains(participants, ending, background);
    }

    @Deactivate
    void deactivate() {
        background.shutdownNow();
    }

    @Override
    public void start() throws DaemonStartException {
        try {
            machine.starting();
        } catch (StateConflictException e) {
            throw new DaemonStartException(String.valueOf(e.getMessage()), e);
        }
        if (run.exit().isDone()) {
            run = new Run();
        }
        run.begin();
        ending.reset();
        try {
            configuration.load();
            participants.start(services.all(Participant.class));
        } catch (ConfigException e) {
            notStarted("load config: " + e.getMessage(), e);
            return;
        } catch (Exception e) {
            notStarted(String.valueOf(e.getMessage()), e);
            return;
        }
        if (machine.started()) {
            participants.running();
        } else {
            end(EXIT_OK);
        }
    }

    /** Everything has been released by now. Whoever told it to stop meanwhile has got what was asked for. */
    private void notStarted(String message, Exception cause) throws DaemonStartException {
        boolean toldTo =
                machine.state() == DaemonState.DRAINING && run.failure().isEmpty();
        if (!toldTo) {
            run.failed(run.failure().isEmpty() ? message : run.failure());
        }
        end(EXIT_OK);
        if (!toldTo) {
            throw new DaemonStartException(run.failure(), cause);
        }
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
        return run.startedAt();
    }

    @Override
    public long uptimeSeconds() {
        return run.seconds();
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
    public Drain drain(Duration timeout) throws StateConflictException {
        long callOffs = machine.closeAdmission();
        Drain drain = drains.begin(timeout, () -> machine.callOffs() != callOffs);
        LOG.info("draining for up to {} s", drain.timeout().toSeconds());
        return drain;
    }

    @Override
    public void restart() throws StateConflictException {
        machine.restarting();
        LOG.info("restarting; sessions go on");
        background.execute(() -> end(EXIT_RESTART));
    }

    @Override
    public void stop(String cause) {
        switch (machine.draining()) {
            case STOPPED, DRAINING -> {}
            case STARTING -> {
                LOG.info("stopping before the start is over: {}", cause);
                participants.callOff();
            }
            case RUNNING, PAUSED, UPDATING -> {
                LOG.info("stopping: {}", cause);
                background.execute(() -> end(ending.endSessions() ? EXIT_OK : EXIT_FAILED));
            }
        }
    }

    @Override
    public void forceStop() {
        ending.force();
        stop("forced");
        background.execute(ending::kill);
    }

    @Override
    public void fail(String cause) {
        run.failed(cause);
        LOG.error("{}; the daemon ends, sessions go on", cause);
        switch (machine.draining()) {
            case STOPPED, DRAINING -> {}
            case STARTING -> participants.callOff();
            case RUNNING, PAUSED, UPDATING -> background.execute(() -> end(EXIT_FAILED));
        }
    }

    private void end(int code) {
        machine.callOffDrains();
        drains.settle();
        participants.stop();
        machine.stopped();
        run.end(code);
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
        return run.exit();
    }

    @Override
    public String failure() {
        return run.failure();
    }

    @Override
    public String address() {
        return fact(ControlAddress.class, ControlAddress::hostAndPort);
    }

    @Override
    public Optional<Path> socket() {
        return services.all(ControlAddress.class).stream().findFirst().flatMap(ControlAddress::socket);
    }

    @Override
    public String workerId() {
        return fact(WorkerIdentity.class, WorkerIdentity::workerId);
    }

    private <T> String fact(Class<T> type, Function<T, String> question) {
        return services.all(type).stream().findFirst().map(question).orElse("");
    }
}
