package dev.donmai.orchestrator.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.Participant;
import dev.donmai.lifecycle.WorkerIdentity;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Machine;
import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.model.wire.RegistrationView;
import dev.donmai.orchestrator.Registration;
import dev.donmai.sessions.Sessions;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registration that no orchestrator knows of: a worker id, and heartbeats that are composed for the local view and not
 * sent. Nothing is cached on disk, so that a later real registration finds no worthless token there.
 */
@Component(
        immediate = true,
        service = {Registration.class, Participant.class, WorkerIdentity.class})
public final class StubRegistration implements Registration, Participant, WorkerIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(StubRegistration.class);

    private static final Set<String> PAUSED_INSTEAD = Set.of("idle", "busy", "running");

    private final DaemonOptions options;
    private final Configuration configuration;
    private final Lifecycle lifecycle;
    private final Heartbeat heartbeat;
    private final InstantSource clock;

    private volatile String workerId = "";
    /** As it was at the start, like the worker id that names it. */
    private volatile Machine machine = new Machine("", "");

    private volatile Optional<Beat> last = Optional.empty();
    private volatile Optional<ScheduledExecutorService> timer = Optional.empty();

    /** A composed heartbeat and its time. */
    private record Beat(HeartbeatView view, Instant at) {}

    @Activate
    public StubRegistration(
            @Reference DaemonOptions options,
            @Reference Configuration configuration,
            @Reference Lifecycle lifecycle,
            @Reference Sessions sessions) {
        this(options, configuration, lifecycle, sessions, InstantSource.system());
    }

    StubRegistration(
            DaemonOptions options,
            Configuration configuration,
            Lifecycle lifecycle,
            Sessions sessions,
            InstantSource clock) {
        this.options = options;
        this.configuration = configuration;
        this.lifecycle = lifecycle;
        this.heartbeat = new Heartbeat(lifecycle, sessions);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "orchestrator";
    }

    @Override
    public int order() {
        return ORCHESTRATOR;
    }

    @Override
    public void start() throws IOException {
        DaemonConfig config = configuration.current();
        Optional<String> refusal = new RegistrationRule(options, configuration.file()).refusal(config.orchestrator());
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
        machine = config.machine();
        workerId = new StubWorker(machine.id(), clock.instant()).workerId();
        LOG.info("registered as a stub: heartbeats are composed and not sent");
        ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("donmai-heartbeat").unstarted(task));
        timer = Optional.of(beats);
        beat();
        long millis = StubWorker.HEARTBEAT.toMillis();
        // A delay and not a rate: after a pause of the machine the beats it missed must not come in a heap.
        var _ = beats.scheduleWithFixedDelay(this::beatOrSay, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void running() {
        timer.ifPresent(beats -> beats.execute(this::beatOrSay));
    }

    @Override
    @Deactivate
    public void stop() {
        timer.ifPresent(ScheduledExecutorService::shutdownNow);
        timer = Optional.empty();
    }

    @Override
    public String workerId() {
        return workerId;
    }

    @Override
    public HeartbeatView heartbeat() {
        return last.map(Beat::view).orElse(HeartbeatView.NONE);
    }

    @Override
    public RegistrationView view() {
        Optional<Beat> beat = last;
        String status = beat.map(Beat::view).map(HeartbeatView::status).orElseGet(this::statusByState);
        if (!lifecycle.accepting() && PAUSED_INSTEAD.contains(status)) {
            status = "paused";
        }
        return new RegistrationView(status, beat.map(Beat::at).orElse(Instant.EPOCH), timer.isPresent(), false);
    }

    private String statusByState() {
        DaemonState state = lifecycle.state();
        if (state == DaemonState.RUNNING) {
            return workerId.isEmpty() ? "unregistered" : "idle";
        }
        return state.wireName();
    }

    private void beat() {
        Instant now = clock.instant();
        last = Optional.of(new Beat(heartbeat.compose(workerId, machine, now), now));
    }

    private void beatOrSay() {
        try {
            beat();
        } catch (RuntimeException e) {
            // The timer would drop a task that throws, and the view would stand still.
            LOG.warn("no heartbeat was composed: {}", e.toString());
        }
    }
}
