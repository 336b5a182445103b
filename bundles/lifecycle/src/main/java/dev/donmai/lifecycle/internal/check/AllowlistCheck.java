package dev.donmai.lifecycle.internal.check;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DoctorCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether there is anything to work on. */
@Component(service = DoctorCheck.class)
public final class AllowlistCheck implements DoctorCheck {

    private final Configuration configuration;

    @Activate
    public AllowlistCheck(@Reference Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "allowlist";
    }

    @Override
    public Finding look() {
        int projects = configuration.current().projects().size();
        return projects == 0
                ? Finding.warning(
                        "no project is allowed, so every session is refused",
                        "name a repository under \"projects\" in " + configuration.file())
                : Finding.ok(projects + (projects == 1 ? " project is allowed" : " projects are allowed"));
    }
}
