package dev.donmai.orchestrator.internal.doctor;

import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.orchestrator.Registration;
import dev.donmai.orchestrator.Standing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the orchestrator knows this daemon. */
@Component(service = DoctorCheck.class)
public final class RegistrationCheck implements DoctorCheck {

    private final Registration registration;

    @Activate
    public RegistrationCheck(@Reference Registration registration) {
        this.registration = registration;
    }

    @Override
    public String name() {
        return "registration";
    }

    @Override
    public Finding look() {
        Standing standing = registration.standing();
        String url = standing.url();
        return switch (standing.state()) {
            case OFF -> Finding.ok("no orchestrator is asked for work: " + standing.detail());
            case REGISTERED -> Finding.ok(standing.detail() + " with " + url);
            case NOT_POSSIBLE ->
                Finding.warning(
                        "no orchestrator is asked for work, though " + url + " is configured: " + standing.detail(),
                        "set the registration token and restart the daemon, or leave orchestrator.url empty");
            case PENDING ->
                Finding.failed(
                        "not registered with " + url + " yet: " + standing.detail(),
                        "look whether the orchestrator is up and reachable from here; the daemon goes on trying, and"
                                + " local work is possible meanwhile");
            case FAILING ->
                Finding.failed(
                        url + " is not reached as it should be: " + standing.detail(),
                        "look whether the orchestrator is up and whether the registration token is still good; the daemon"
                                + " goes on trying");
        };
    }
}
