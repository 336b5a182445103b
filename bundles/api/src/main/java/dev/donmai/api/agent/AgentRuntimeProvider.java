package dev.donmai.api.agent;

import dev.donmai.api.provider.Provider;
import org.osgi.annotation.versioning.ConsumerType;

/** The daemon's view of an agent runtime; see {@link AgentRuntime} for the half that runs sessions. */
@ConsumerType
public interface AgentRuntimeProvider extends Provider {

    /** The constant capability record. */
    AgentCapabilities capabilities();
}
