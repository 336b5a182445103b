package dev.donmai.http.internal;

import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Doctor;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.DoctorReply;
import dev.donmai.model.wire.DoctorReply.Check;
import dev.donmai.orchestrator.Registration;
import dev.donmai.sessions.Sessions;
import dev.donmai.workareas.Workareas;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How the daemon and its machine are ({@code http-api.md} §8.2, H18). */
@Component(service = DoctorResource.class)
public final class DoctorResource implements Resource {

    private final Doctor doctor;
    private final Lifecycle lifecycle;
    private final Configuration configuration;
    private final Registration registration;
    private final Sessions sessions;
    private final Workareas workareas;

    @Activate
    public DoctorResource(
            @Reference Doctor doctor,
            @Reference Lifecycle lifecycle,
            @Reference Configuration configuration,
            @Reference Registration registration,
            @Reference Sessions sessions,
            @Reference Workareas workareas) {
        this.doctor = doctor;
        this.lifecycle = lifecycle;
        this.configuration = configuration;
        this.registration = registration;
        this.sessions = sessions;
        this.workareas = workareas;
    }

    @Override
    public void enter(Routes routes) {
        routes.get("/api/daemon/doctor", call -> examine());
    }

    private Reply examine() throws InterruptedException {
        List<Check> checks =
                doctor.examine().stream().map(DoctorResource::check).toList();
        // After the checks, which take a while: nothing shown is older than another thing.
        ConfigSnapshot snapshot = configuration.snapshot();
        DaemonConfig config = snapshot.config();
        return Reply.json(
                200,
                new DoctorReply(
                        lifecycle.state().wireName(),
                        lifecycle.version(),
                        true,
                        config.machine().id(),
                        registration.workerId(),
                        config.projects().size(),
                        PublicUrl.cut(config.orchestrator().url()),
                        registration.view().heartbeatRunning(),
                        Instant.now(),
                        checks,
                        snapshot.pendingRestart(),
                        snapshot.warnings(),
                        limits(config)));
    }

    private static Check check(Doctor.Examined examined) {
        return new Check(
                examined.name(),
                examined.finding().state().wireName(),
                examined.finding().summary(),
                examined.finding().remedy());
    }

    private DoctorReply.Limits limits(DaemonConfig config) {
        DaemonConfig.Limits session = config.limits();
        return new DoctorReply.Limits(
                sessions.capacity(config),
                workareas.poolLimit(config),
                session.memoryMb(),
                session.cpus(),
                session.outputMb(),
                session.idleSeconds());
    }
}
