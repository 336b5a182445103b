package dev.donmai.sessions.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionFile.PinnedProvider;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionRecord.UsedProvider;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.registry.ProviderRegistry.Lease;
import dev.donmai.registry.ProviderUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pins the providers that our worker needs besides its agent runtime. A session runs without them too: it then keeps its
 * work to itself, so their absence refuses nothing.
 */
final class SessionProviders {

    /** Who keeps an issue's status where there is a platform, and where there is none. */
    static final String PLATFORM_TRACKER = "platform";

    static final String FILE_TRACKER = "file";

    private static final String GIT = "git";
    private static final Logger LOG = LoggerFactory.getLogger(SessionProviders.class);

    private final ProviderRegistry registry;

    SessionProviders(ProviderRegistry registry) {
        this.registry = registry;
    }

    /** An agent runtime that routing chose, with its part of the configuration. */
    static PinnedProvider pinned(Lease lease, Map<String, Object> settings) {
        return new PinnedProvider(lease.id(), lease.version(), lease.files(), lease.capabilities(), settings);
    }

    /** Version control: git, or what stands in for it. */
    PinnedProvider vcs() {
        List<String> ready = registry.ready(ProviderFamily.VCS);
        return pin(ProviderFamily.VCS, ready.isEmpty() || ready.contains(GIT) ? GIT : ready.getFirst());
    }

    /** The platform's tracker where the session has a platform (README decision 15), else files. */
    PinnedProvider issueTracker(SessionDetail detail) {
        return pin(ProviderFamily.ISSUE_TRACKER, detail.hasPlatform() ? PLATFORM_TRACKER : FILE_TRACKER);
    }

    /** What a record shows of the providers of a session. */
    static List<UsedProvider> used(SessionFile file) {
        return Stream.of(
                        used(ProviderFamily.AGENT_RUNTIME, file.runtime()),
                        used(ProviderFamily.VCS, file.vcs()),
                        used(ProviderFamily.ISSUE_TRACKER, file.issueTracker()))
                .filter(provider -> !provider.id().isEmpty())
                .toList();
    }

    private static UsedProvider used(ProviderFamily family, PinnedProvider provider) {
        return new UsedProvider(family.wireName(), provider.id(), provider.version());
    }

    private PinnedProvider pin(ProviderFamily family, String id) {
        try {
            return pinned(registry.lease(family, id), Map.of());
        } catch (ProviderUnavailableException e) {
            LOG.warn("a session starts without {}: {}", family.wireName(), e.getMessage());
            return PinnedProvider.NONE;
        }
    }
}
