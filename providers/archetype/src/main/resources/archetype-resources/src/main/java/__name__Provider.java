package ${package};

import dev.donmai.api.agent.AgentCapabilities;
import dev.donmai.api.agent.AgentRuntimeProvider;
import dev.donmai.api.provider.Probe;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The daemon's view of the runtime: ready where its program is there. */
@Component(service = AgentRuntimeProvider.class)
public final class ${name}Provider implements AgentRuntimeProvider {

    /** Provider id, also in bnd.bnd. */
    public static final String ID = "${id}";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public AgentCapabilities capabilities() {
        // What stands here stands in bnd.bnd too: the daemon compares the two.
        return new AgentCapabilities(true, true, false, false, false, false, false, false, false, false, "", "${name}");
    }

    @Override
    public Probe probe(Map<String, Object> settings) {
        // Looks and starts nothing: it is asked again and again, in the daemon's own process.
        return ${name}Program.fault(settings).map(Probe::unhealthy).orElseGet(Probe::ready);
    }
}
