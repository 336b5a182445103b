package dev.donmai.orchestrator.internal.doctor;

import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.model.Defaults;
import dev.donmai.model.wire.HostStatusView;
import dev.donmai.orchestrator.Registration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How the orchestrator sees this host, with its advice. */
@Component(service = DoctorCheck.class)
public final class HostStatusCheck implements DoctorCheck {

    private final Registration registration;

    @Activate
    public HostStatusCheck(@Reference Registration registration) {
        this.registration = registration;
    }

    @Override
    public String name() {
        return "host-status";
    }

    @Override
    public Finding look() {
        HostStatusView status = registration.hostStatus();
        if (status.absent()) {
            return Finding.ok("the orchestrator has said nothing about this host");
        }
        if (!status.claimsSuspended()) {
            return Finding.ok("the orchestrator says " + status.status());
        }
        String pools = status.candidatePoolIds().isEmpty()
                ? ""
                : "; pools that could take this host: " + String.join(", ", status.candidatePoolIds());
        return Finding.warning(
                "the orchestrator says " + status.status() + ", so no new work is claimed",
                Defaults.text(status.recommendedAction(), "ask whoever runs the orchestrator") + pools);
    }
}
