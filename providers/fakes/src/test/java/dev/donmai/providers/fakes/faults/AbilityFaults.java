package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentCapabilities;
import dev.donmai.api.agent.AgentRuntimeProvider;
import dev.donmai.api.provider.Probe;
import java.util.Map;

/** Descriptors of the stub that keep one of its abilities to themselves. */
public final class AbilityFaults {

    private AbilityFaults() {}

    private static AgentCapabilities without(boolean injection, boolean resume) {
        return new AgentCapabilities(
                injection, resume, true, true, true, true, true, true, true, true, "claude", "Test Stub");
    }

    /** Says what it can do. */
    abstract static class Descriptor implements AgentRuntimeProvider {

        @Override
        public String id() {
            return "stub";
        }

        @Override
        public Probe probe(Map<String, Object> settings) {
            return Probe.ready();
        }
    }

    public static final class HidesInjection extends Descriptor {
        @Override
        public AgentCapabilities capabilities() {
            return without(false, true);
        }
    }

    public static final class HidesResume extends Descriptor {
        @Override
        public AgentCapabilities capabilities() {
            return without(true, false);
        }
    }
}
