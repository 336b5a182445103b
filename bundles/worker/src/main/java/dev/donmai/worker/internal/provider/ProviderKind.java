package dev.donmai.worker.internal.provider;

import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.api.vcs.VersionControl;
import java.util.function.Function;

/**
 * One family of providers as the worker sees it.
 *
 * @param service what a provider's JAR names in {@code META-INF/services}
 * @param id tells a provider's id
 * @param prefix how messages about it begin
 */
public record ProviderKind<T>(Class<T> service, Function<T, String> id, String prefix) {

    public static final ProviderKind<AgentRuntime> AGENT_RUNTIME =
            new ProviderKind<>(AgentRuntime.class, AgentRuntime::id, "agent: ");

    public static final ProviderKind<VersionControl> VCS =
            new ProviderKind<>(VersionControl.class, VersionControl::id, "vcs: ");

    public static final ProviderKind<IssueTracker> ISSUE_TRACKER =
            new ProviderKind<>(IssueTracker.class, IssueTracker::id, "issue tracker: ");
}
