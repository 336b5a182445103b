package dev.donmai.sessions.internal;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.process.CgroupSupport;
import dev.donmai.process.Cgroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the configured limits of memory and CPU can be enforced on this machine. */
@Component(service = DoctorCheck.class)
public final class CgroupsCheck implements DoctorCheck {

    private final Configuration configuration;

    @Activate
    public CgroupsCheck(@Reference Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "cgroups";
    }

    @Override
    public Finding look() throws InterruptedException {
        return finding(Cgroups.probe(), configuration.current().limits());
    }

    static Finding finding(CgroupSupport support, DaemonConfig.Limits limits) {
        Set<String> controllers = support instanceof CgroupSupport.Usable usable ? usable.controllers() : Set.of();
        List<String> missing = new ArrayList<>();
        if (limits.memoryMb() > 0 && !controllers.contains("memory")) {
            missing.add("limits.memoryMb");
        }
        if (limits.cpus() > 0 && !controllers.contains("cpu")) {
            missing.add("limits.cpus");
        }
        String found = switch (support) {
            case CgroupSupport.Usable usable ->
                "each session has a cgroup of its own"
                        + (controllers.isEmpty()
                                ? ""
                                : " that limits "
                                        + String.join(
                                                ", ",
                                                controllers.stream().sorted().toList()));
            case CgroupSupport.Unusable unusable -> "sessions have no cgroups: " + unusable.reason();
        };
        return missing.isEmpty()
                ? Finding.ok(found)
                : Finding.warning(
                        String.join(" and ", missing) + " cannot be enforced; " + found,
                        "let the service manager delegate the controllers to the daemon (Delegate=yes)");
    }
}
