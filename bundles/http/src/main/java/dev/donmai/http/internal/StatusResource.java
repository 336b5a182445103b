package dev.donmai.http.internal;

import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.CapacityView;
import dev.donmai.model.wire.MachineView;
import dev.donmai.model.wire.PoolStats;
import dev.donmai.model.wire.StatsReply;
import dev.donmai.model.wire.StatusReply;
import dev.donmai.orchestrator.LocalQueue;
import dev.donmai.orchestrator.Registration;
import dev.donmai.sessions.Sessions;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** State and figures of the daemon ({@code http-api.md} §6.1, §6.2, §8.1, §8.3). */
@Component(service = StatusResource.class)
public final class StatusResource implements Resource {

    private final Lifecycle lifecycle;
    private final Configuration configuration;
    private final Sessions sessions;
    private final Registration registration;
    private final LocalQueue queue;

    @Activate
    public StatusResource(
            @Reference Lifecycle lifecycle,
            @Reference Configuration configuration,
            @Reference Sessions sessions,
            @Reference Registration registration,
            @Reference LocalQueue queue) {
        this.lifecycle = lifecycle;
        this.configuration = configuration;
        this.sessions = sessions;
        this.registration = registration;
        this.queue = queue;
    }

    @Override
    public void enter(Routes routes) {
        routes.get(ApiHandler.HEALTH, call -> Reply.text("ok"))
                .get(ApiHandler.STATUS, call -> status())
                .get("/api/daemon/stats", this::stats)
                .get("/api/daemon/heartbeat", call -> Reply.json(200, registration.heartbeat()));
    }

    private Reply status() {
        ConfigSnapshot snapshot = configuration.snapshot();
        DaemonConfig config = snapshot.config();
        return Reply.json(
                200,
                new StatusReply(
                        lifecycle.reportedStatus(),
                        lifecycle.version(),
                        config.machine().id(),
                        ProcessHandle.current().pid(),
                        lifecycle.uptimeSeconds(),
                        sessions.active(),
                        sessions.capacity(config),
                        config.projects().size(),
                        Instant.now(),
                        snapshot.pendingRestart(),
                        registration.hostStatus()));
    }

    private Reply stats(Call call) {
        DaemonConfig config = configuration.current();
        return Reply.json(
                200,
                new StatsReply(
                        capacity(config),
                        sessions.active(),
                        queue.depth(),
                        call.flag("pool") ? PoolStats.empty(Instant.now()) : PoolStats.NONE,
                        call.flag("byMachine") ? List.of(machine(config)) : List.of(),
                        Instant.now(),
                        registration.workerId(),
                        registration.view(),
                        config.projects().stream()
                                .map(project -> PublicUrl.cut(project.repository()))
                                .toList(),
                        registration.outbox()));
    }

    private CapacityView capacity(DaemonConfig config) {
        DaemonConfig.Capacity configured = config.capacity();
        return new CapacityView(
                sessions.capacity(config),
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
                capacity(config),
                lifecycle.uptimeSeconds(),
                Instant.now());
    }
}
