package dev.donmai.tck.internal;

import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentRuntimeProvider;
import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.api.issuetracker.IssueTrackerProvider;
import dev.donmai.api.provider.Provider;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.api.vcs.VcsProvider;
import dev.donmai.api.vcs.VersionControl;
import java.util.Map;
import java.util.function.Function;

/**
 * What a provider of a family is.
 *
 * @param family its name
 * @param descriptor the service that its bundle offers in the daemon
 * @param capabilities the record that the descriptor shows, as attributes of the manifest
 * @param work what a worker loads
 * @param id tells the id of that
 */
public record Family<D extends Provider, W>(
        ProviderFamily family,
        Class<D> descriptor,
        Function<D, Map<String, Object>> capabilities,
        Class<W> work,
        Function<W, String> id) {

    public static final Family<AgentRuntimeProvider, AgentRuntime> AGENT_RUNTIME = new Family<>(
            ProviderFamily.AGENT_RUNTIME,
            AgentRuntimeProvider.class,
            provider -> provider.capabilities().attributes(),
            AgentRuntime.class,
            AgentRuntime::id);

    public static final Family<VcsProvider, VersionControl> VCS = new Family<>(
            ProviderFamily.VCS,
            VcsProvider.class,
            provider -> provider.capabilities().attributes(),
            VersionControl.class,
            VersionControl::id);

    public static final Family<IssueTrackerProvider, IssueTracker> ISSUE_TRACKER = new Family<>(
            ProviderFamily.ISSUE_TRACKER,
            IssueTrackerProvider.class,
            provider -> provider.capabilities().attributes(),
            IssueTracker.class,
            IssueTracker::id);

    /** The entry of the JAR that names what a worker loads. */
    String servicesEntry() {
        return "META-INF/services/" + work.getName();
    }

    /** What a provider's object says it can do. */
    Map<String, Object> capabilitiesOf(Provider provider) {
        return capabilities.apply(descriptor.cast(provider));
    }

    /** The id of what a worker has loaded. */
    String idOf(Object loaded) {
        return id.apply(work.cast(loaded));
    }
}
