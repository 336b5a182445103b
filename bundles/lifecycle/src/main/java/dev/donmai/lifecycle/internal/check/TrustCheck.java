package dev.donmai.lifecycle.internal.check;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.model.config.DaemonConfig.Trust;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whose signatures count (README decision 8). */
@Component(service = DoctorCheck.class)
public final class TrustCheck implements DoctorCheck {

    private final Configuration configuration;

    @Activate
    public TrustCheck(@Reference Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "trust";
    }

    @Override
    public Finding look() {
        Trust trust = configuration.current().trust();
        if (trust.mode().equals("permissive")) {
            return Finding.ok("trust.mode is permissive: signatures are looked at and not required");
        }
        long usable = trust.issuerSet().stream()
                .filter(identity -> !identity.isBlank())
                .count();
        return usable == 0
                ? Finding.warning(
                        "trust.issuerSet names no identity, so the signature of no JAR is accepted",
                        "name the identities that may sign in " + configuration.file())
                : Finding.ok("trust.mode is " + trust.mode() + ", " + usable
                        + (usable == 1 ? " identity may sign" : " identities may sign"));
    }
}
