package dev.donmai.registry;

import dev.donmai.api.agent.AgentCapabilities;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.wire.ProviderView;
import java.util.List;
import java.util.Optional;

/**
 * The providers that are there: bundled ones and drop-ins, ordinary JARs both. A row exists from the moment a JAR is
 * found, also when it cannot run. Thread-safe; a service.
 */
public interface ProviderRegistry {

    /** All rows of a family, sorted by id. */
    List<ProviderView> list(ProviderFamily family);

    /** One row. */
    Optional<ProviderView> find(ProviderFamily family, String id);

    /** The agent runtimes that can be given a session now, sorted by id. */
    List<String> readyRuntimes();

    /**
     * Pins an agent runtime for one session: its JAR lies in the content store from now on, whatever happens to the
     * provider.
     *
     * @throws ProviderUnavailableException when there is none of that id, or it cannot run; the message says why
     */
    RuntimeLease lease(String runtimeId) throws ProviderUnavailableException;

    /**
     * A pinned agent runtime.
     *
     * @param id provider id
     * @param version provider version
     * @param capabilities what it can do
     * @param files what a worker loads
     */
    record RuntimeLease(String id, String version, AgentCapabilities capabilities, List<PinnedFile> files) {
        public RuntimeLease {
            files = List.copyOf(files);
        }
    }
}
