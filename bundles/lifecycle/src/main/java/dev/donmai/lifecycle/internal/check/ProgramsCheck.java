package dev.donmai.lifecycle.internal.check;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.lifecycle.DoctorCheck;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which of the programs that providers and kits may need are there ({@code http-api.md} §9). */
@Component(service = DoctorCheck.class)
public final class ProgramsCheck implements DoctorCheck {

    private final PathSearch path;

    @Activate
    public ProgramsCheck(@Reference DaemonOptions options) {
        path = new PathSearch(options.environment().getOrDefault("PATH", ""));
    }

    @Override
    public String name() {
        return "programs";
    }

    @Override
    public Finding look() {
        List<String> facts = new ArrayList<>();
        for (String program : List.of("node", "python3")) {
            facts.add(path.find(program).map(file -> program + " is " + file).orElse(program + " is absent"));
        }
        return Finding.ok(String.join(", ", facts));
    }
}
