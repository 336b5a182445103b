package dev.donmai.registry;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.wire.ProviderView;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** The families that providers can be added to, in display order. */
    List<ProviderFamily> families();

    /** The providers of a family that can be given work now, sorted by id. */
    List<String> ready(ProviderFamily family);

    /**
     * Pins a provider for one session: its JAR lies in the content store from now on, whatever happens to the provider.
     *
     * @throws ProviderUnavailableException when there is none of that id, or it cannot run; the message says why
     */
    Lease lease(ProviderFamily family, String id) throws ProviderUnavailableException;

    /**
     * A pinned provider.
     *
     * @param id provider id
     * @param version provider version
     * @param capabilities its capability record as in the provider list
     * @param files what a worker loads
     */
    record Lease(String id, String version, Map<String, Object> capabilities, List<PinnedFile> files) {
        public Lease {
            capabilities = Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
            files = List.copyOf(files);
        }
    }
}
