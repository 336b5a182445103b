package dev.donmai.registry.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderRegistry;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which providers work, and why the others do not. */
@Component(service = DoctorCheck.class)
public final class ProvidersCheck implements DoctorCheck {

    private final ProviderRegistry registry;

    @Activate
    public ProvidersCheck(@Reference ProviderRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public Finding look() {
        List<String> ready = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (ProviderFamily family : ProviderFamily.values()) {
            for (ProviderView view : registry.list(family)) {
                switch (view.status()) {
                    case "ready" -> ready.add(view.id());
                    case "inactive" -> idle.add(view.id() + " (" + view.reason() + ")");
                    default -> broken.add(view.id() + " (" + view.reason() + ")");
                }
            }
        }
        String summary = "ready: " + list(ready) + part("; not in use: ", idle) + part("; not working: ", broken);
        if (registry.ready(ProviderFamily.AGENT_RUNTIME).isEmpty()) {
            return Finding.failed(
                    "no agent runtime can be given a session; " + summary, "install or configure an agent runtime");
        }
        return broken.isEmpty() ? Finding.ok(summary) : Finding.warning(summary, "see to what each of them says");
    }

    private static String part(String words, List<String> providers) {
        return providers.isEmpty() ? "" : words + list(providers);
    }

    private static String list(List<String> providers) {
        return providers.isEmpty() ? "none" : String.join(", ", providers);
    }
}
