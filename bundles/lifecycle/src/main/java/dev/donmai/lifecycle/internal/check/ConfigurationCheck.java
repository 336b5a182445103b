package dev.donmai.lifecycle.internal.check;

import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.ConfigSnapshot.Refusal;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.model.Timestamps;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether {@code daemon.yaml} means what it says, and all of it is in force. */
@Component(service = DoctorCheck.class)
public final class ConfigurationCheck implements DoctorCheck {

    private final Configuration configuration;

    @Activate
    public ConfigurationCheck(@Reference Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public Finding look() {
        ConfigSnapshot snapshot = configuration.snapshot();
        Refusal refusal = snapshot.refusal();
        if (!refusal.absent()) {
            return Finding.failed(
                    "what was read before stays in force, since " + Timestamps.t0(refusal.since())
                            + " the file is refused: " + refusal.message(),
                    "correct the file");
        }
        List<String> odd = new ArrayList<>(snapshot.warnings());
        List<String> remedies = new ArrayList<>();
        if (!odd.isEmpty()) {
            remedies.add("correct the file");
        }
        List<String> waiting = snapshot.pendingRestart();
        if (!waiting.isEmpty()) {
            odd.add("not in force before a restart: " + String.join(", ", waiting));
            remedies.add("donmai daemon restart");
        }
        return odd.isEmpty()
                ? Finding.ok(configuration.file() + " is in force")
                : Finding.warning(
                        configuration.file() + ": " + String.join("; ", odd), String.join(", then ", remedies));
    }
}
