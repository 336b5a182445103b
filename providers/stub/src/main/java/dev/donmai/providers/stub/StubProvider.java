package dev.donmai.providers.stub;

import dev.donmai.api.agent.AgentCapabilities;
import dev.donmai.api.agent.AgentRuntimeProvider;
import dev.donmai.api.provider.Probe;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The daemon's view of the stub: always ready, and it can do everything, because it only plays it. */
@Component(service = AgentRuntimeProvider.class)
public final class StubProvider implements AgentRuntimeProvider {

    /** Provider id. */
    public static final String ID = "stub";

    private static final AgentCapabilities CAPABILITIES =
            new AgentCapabilities(true, true, true, true, true, true, true, true, true, true, "claude", "Test Stub");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public AgentCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Probe probe(Map<String, Object> settings) {
        return Probe.ready();
    }
}
