package dev.donmai.api.provider;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The daemon's view of a provider: a cheap descriptor with a probe. It never runs a session.
 *
 * <p>Registered as an OSGi service (a Declarative Services component) by the provider's bundle, under the interface of
 * its family. Implementations are thread-safe; no method may block for longer than a second or start anything that
 * outlives the call.
 */
@ConsumerType
public interface Provider {

    /** The id, unique within the family; equal to the id of the manifest capability. */
    String id();

    /**
     * Whether the provider could run a session now. Called at start, every minute and on demand.
     *
     * @param settings the provider's part of the configuration (for an agent runtime {@code agents.<id>}), never null
     */
    Probe probe(Map<String, Object> settings);
}
