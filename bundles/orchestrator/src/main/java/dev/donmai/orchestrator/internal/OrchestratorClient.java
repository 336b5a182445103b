package dev.donmai.orchestrator.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Capabilities;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.Participant;
import dev.donmai.lifecycle.WorkerIdentity;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.model.wire.HostStatusView;
import dev.donmai.model.wire.OutboxView;
import dev.donmai.model.wire.RegistrationView;
import dev.donmai.orchestrator.Registration;
import dev.donmai.orchestrator.Standing;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode;
import dev.donmai.orchestrator.internal.credentials.StubWorker;
import dev.donmai.orchestrator.internal.heartbeat.ComposedBeats;
import dev.donmai.orchestrator.internal.heartbeat.HostStatus;
import dev.donmai.orchestrator.internal.loop.Loop;
import dev.donmai.sessions.Sessions;
import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers this daemon with its orchestrator and talks to it, or acts as a stub that composes heartbeats and sends them
 * nowhere. The registration goes on in the background where the orchestrator does not answer at once: the rest of the daemon
 * does not wait for it.
 */
@Component(
        immediate = true,
        service = {Registration.class, Participant.class, WorkerIdentity.class})
public final class OrchestratorClient implements Registration, Participant, WorkerIdentity {

    /** An orchestrator that is there answers sooner; then the daemon is registered when it says that it runs. */
    private static final Duration USUAL_ANSWER = Duration.ofSeconds(2);

    private static final Set<String> PAUSED_INSTEAD = Set.of("idle", "busy", "running");

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorClient.class);

    private final DaemonOptions options;
    private final Configuration configuration;
    private final Lifecycle lifecycle;
    private final Outbox outbox;
    private final InstantSource clock;
    private final ConnectionFactory connections;
    private final ComposedBeats beats;
    private final HostStatus hostStatus = new HostStatus();

    private volatile Link link = Link.NONE;

    /** How it is connected, from start to stop. */
    private sealed interface Link {

        Link NONE = new None();

        record None() implements Link {}

        record Stub(RegistrationMode.Stub mode, String workerId, Loop loop) implements Link {}

        record Real(RegistrationMode.Real mode, Connection connection) implements Link {}
    }

    @Activate
    public OrchestratorClient(
            @Reference DaemonOptions options,
            @Reference Configuration configuration,
            @Reference Lifecycle lifecycle,
            @Reference Sessions sessions,
            @Reference Outbox outbox,
            @Reference Capabilities capabilities) {
        this(
                options,
                configuration,
                lifecycle,
                sessions,
                outbox,
                capabilities,
                InstantSource.system(),
                ConnectionFactory.Waits.USUAL);
    }

    OrchestratorClient(
            DaemonOptions options,
            Configuration configuration,
            Lifecycle lifecycle,
            Sessions sessions,
            Outbox outbox,
            Capabilities capabilities,
            InstantSource clock,
            ConnectionFactory.Waits waits) {
        this.options = options;
        this.configuration = configuration;
        this.lifecycle = lifecycle;
        this.outbox = outbox;
        this.clock = clock;
        this.beats = new ComposedBeats(configuration, lifecycle, sessions, clock);
        this.connections =
                new ConnectionFactory(options, configuration, lifecycle, sessions, outbox, capabilities, clock, waits);
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
    public void start() throws IOException, InterruptedException {
        DaemonConfig config = configuration.current();
        RegistrationMode mode;
        try {
            mode = RegistrationMode.of(options, config.orchestrator(), configuration.file());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        switch (mode) {
            case RegistrationMode.Stub stub -> startStub(stub, config.machine().id());
            case RegistrationMode.Real real -> startReal(real);
        }
    }

    private void startStub(RegistrationMode.Stub mode, String machineId) {
        String said = "registered as a stub, heartbeats are composed and not sent: {}";
        if (mode.surprising()) {
            LOG.warn(said, mode.reason());
        } else {
            LOG.info(said, mode.reason());
        }
        String workerId = new StubWorker(machineId, clock.instant()).workerId();
        Loop loop = new Loop("donmai-heartbeat", () -> {
            beats.composeUnsent(workerId);
            return StubWorker.HEARTBEAT;
        });
        link = new Link.Stub(mode, workerId, loop);
        beats.composeUnsent(workerId);
        loop.start();
    }

    private void startReal(RegistrationMode.Real mode) throws IOException, InterruptedException {
        Connection connection = connections.open(mode, beats, hostStatus);
        link = new Link.Real(mode, connection);
        CompletableFuture<Void> registered = connection.open();
        boolean settled = false;
        try {
            connection.awaitFirstAttempt(USUAL_ANSWER);
            if (registered.isCompletedExceptionally()) {
                registered.join();
            }
            settled = true;
        } catch (CompletionException e) {
            throw new IOException("register: " + said(e), e);
        } finally {
            if (!settled) {
                stop();
            }
        }
        var _ = registered.exceptionally(refusal -> {
            lifecycle.fail("register: " + said(refusal));
            return null;
        });
    }

    private static String said(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void running() {
        switch (link) {
            case Link.Stub stub -> stub.loop().wake();
            case Link.Real real -> real.connection().wake();
            case Link.None() -> {}
        }
    }

    @Override
    @Deactivate
    public void stop() {
        Link last = link;
        link = Link.NONE;
        switch (last) {
            case Link.Stub stub -> stub.loop().close();
            case Link.Real real -> real.connection().close();
            case Link.None() -> {}
        }
    }

    @Override
    public String workerId() {
        return switch (link) {
            case Link.Stub stub -> stub.workerId();
            case Link.Real real -> real.connection().workerId();
            case Link.None() -> "";
        };
    }

    @Override
    public HeartbeatView heartbeat() {
        return beats.last().map(ComposedBeats.Beat::view).orElse(HeartbeatView.NONE);
    }

    @Override
    public HostStatusView hostStatus() {
        return hostStatus.view();
    }

    @Override
    public RegistrationView view() {
        Optional<ComposedBeats.Beat> beat = beats.last();
        String status =
                beat.map(ComposedBeats.Beat::view).map(HeartbeatView::status).orElseGet(this::statusByState);
        if (!lifecycle.accepting() && PAUSED_INSTEAD.contains(status)) {
            status = "paused";
        }
        Standing standing = standing();
        return new RegistrationView(
                status,
                beat.map(ComposedBeats.Beat::at).orElse(Instant.EPOCH),
                beating(),
                link instanceof Link.Real real && real.connection().polls(),
                standing.state() == Standing.State.OFF || standing.state() == Standing.State.REGISTERED
                        ? ""
                        : standing.detail(),
                hostStatus());
    }

    private boolean beating() {
        return switch (link) {
            case Link.Stub stub -> stub.loop().isRunning();
            case Link.Real real -> real.connection().beats();
            case Link.None() -> false;
        };
    }

    private String statusByState() {
        DaemonState state = lifecycle.state();
        if (state == DaemonState.RUNNING) {
            return workerId().isEmpty() ? "unregistered" : "idle";
        }
        return state.wireName();
    }

    @Override
    public Standing standing() {
        return switch (link) {
            case Link.None() -> new Standing(Standing.State.OFF, "", "the daemon is not started");
            case Link.Stub stub ->
                new Standing(
                        stub.mode().surprising() ? Standing.State.NOT_POSSIBLE : Standing.State.OFF,
                        PublicUrl.cutAll(configuration.current().orchestrator().url()),
                        stub.mode().reason());
            case Link.Real real -> standing(PublicUrl.cutAll(real.mode().url()), real.connection());
        };
    }

    private static Standing standing(String url, Connection connection) {
        String workerId = connection.workerId();
        String problem = connection.problem();
        if (workerId.isEmpty()) {
            return new Standing(
                    Standing.State.PENDING, url, problem.isEmpty() ? "the orchestrator has not answered yet" : problem);
        }
        return problem.isEmpty()
                ? new Standing(Standing.State.REGISTERED, url, "registered as " + workerId)
                : new Standing(Standing.State.FAILING, url, problem);
    }

    @Override
    public OutboxView outbox() {
        OutboxState state = outbox.state();
        return new OutboxView(
                state.waiting(),
                state.oldest(),
                state.lastError(),
                state.delivered(),
                state.refused(),
                state.dropped(),
                state.abandoned());
    }
}
