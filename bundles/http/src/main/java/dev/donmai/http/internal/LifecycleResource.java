package dev.donmai.http.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.StateConflictException;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.CapacityView;
import dev.donmai.model.wire.MachineView;
import dev.donmai.model.wire.PoolStats;
import dev.donmai.model.wire.StatsReply;
import dev.donmai.model.wire.StatusReply;
import dev.donmai.orchestrator.Registration;
import dev.donmai.sessions.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** State and figures of the daemon, and what changes its state ({@code http-api.md} §6, §8.3). */
@Component(service = LifecycleResource.class)
public final class LifecycleResource implements Resource {

    private final Lifecycle lifecycle;
    private final Configuration configuration;
    private final Sessions sessions;
    private final Registration registration;

    @Activate
    public LifecycleResource(
            @Reference Lifecycle lifecycle,
            @Reference Configuration configuration,
            @Reference Sessions sessions,
            @Reference Registration registration) {
        this.lifecycle = lifecycle;
        this.configuration = configuration;
        this.sessions = sessions;
        this.registration = registration;
    }

    @Override
    public void enter(Routes routes) {
        routes.get(ApiHandler.STATUS, call -> status())
                .get("/api/daemon/stats", this::stats)
                .get("/api/daemon/heartbeat", call -> Reply.json(200, registration.heartbeat()))
                .post("/api/daemon/pause", call -> change(lifecycle::pause, "paused"))
                .post("/api/daemon/resume", call -> change(lifecycle::resume, "resumed"))
                .post(
                        "/api/daemon/stop",
                        call -> Reply.action(200, true, "stopping")
                                .then(() -> lifecycle.stop("asked to over the control API")))
                .post("/api/daemon/drain", this::drain);
    }

    private Reply status() {
        DaemonConfig config = configuration.current();
        return Reply.json(
                200,
                new StatusReply(
                        lifecycle.reportedStatus(),
                        lifecycle.version(),
                        config.machine().id(),
                        ProcessHandle.current().pid(),
                        lifecycle.uptimeSeconds(),
                        sessions.active(),
                        sessions.capacity(),
                        config.projects().size(),
                        Instant.now()));
    }

    private Reply stats(Call call) throws Refusal {
        DaemonConfig config = configuration.current();
        return Reply.json(
                200,
                new StatsReply(
                        capacity(config.capacity()),
                        sessions.active(),
                        0,
                        call.flag("pool") ? PoolStats.empty(Instant.now()) : PoolStats.NONE,
                        call.flag("byMachine") ? List.of(machine(config)) : List.of(),
                        Instant.now(),
                        registration.workerId(),
                        registration.view(),
                        config.projects().stream()
                                .map(project -> PublicUrl.cut(project.repository()))
                                .toList()));
    }

    private CapacityView capacity(DaemonConfig.Capacity configured) {
        return new CapacityView(
                sessions.capacity(),
                configured.maxVCpuPerSession(),
                configured.maxMemoryMbPerSession(),
                configured.reservedForSystem().vCpu(),
                configured.reservedForSystem().memoryMb());
    }

    private MachineView machine(DaemonConfig config) {
        return new MachineView(
                config.machine().id(),
                config.machine().region(),
                lifecycle.reportedStatus(),
                lifecycle.version(),
                sessions.active(),
                capacity(config.capacity()),
                lifecycle.uptimeSeconds(),
                Instant.now());
    }

    private interface Change {
        void make() throws StateConflictException;
    }

    private static Reply change(Change change, String done) {
        try {
            change.make();
            return Reply.action(200, true, done);
        } catch (StateConflictException e) {
            return Reply.conflict(e);
        }
    }

    /** Body of {@code drain}; {@code wait} is an addition ({@code docs/api.md}). */
    private record DrainRequest(
            long timeoutSeconds, @JsonProperty("wait") boolean waiting) {

        /** A year; more is a mistake. */
        private static final long MAX_SECONDS = 31_536_000;

        boolean sane() {
            return timeoutSeconds >= 0 && timeoutSeconds <= MAX_SECONDS;
        }
    }

    private Reply drain(Call call) throws Refusal, IOException, InterruptedException {
        DrainRequest request;
        try {
            request = call.optionalBody(DrainRequest.class);
        } catch (JsonProcessingException e) {
            return Reply.action(400, false, "invalid drain request: " + BodyErrors.describe(e));
        }
        if (!request.sane()) {
            return Reply.action(
                    400, false, "invalid drain request: timeoutSeconds must be 0 to " + DrainRequest.MAX_SECONDS);
        }
        long seconds = request.timeoutSeconds() > 0
                ? request.timeoutSeconds()
                : Math.max(0, configuration.current().autoUpdate().drainTimeoutSeconds());
        String limit = "(timeout " + GoDuration.ofSeconds(seconds) + ")";
        try {
            CompletableFuture<Integer> drained = lifecycle.drain(Duration.ofSeconds(seconds));
            return request.waiting() ? outcome(drained, limit) : Reply.action(200, true, "drain initiated " + limit);
        } catch (StateConflictException e) {
            return Reply.conflict(e);
        }
    }

    private static Reply outcome(CompletableFuture<Integer> drained, String limit) throws InterruptedException {
        try {
            int ended = drained.get();
            return ended == 0
                    ? Reply.action(200, true, "drained " + limit)
                    : Reply.action(
                            409,
                            false,
                            "drain incomplete: " + ended + " session(s) were ended at the deadline " + limit);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the drain failed", e.getCause());
        }
    }
}
