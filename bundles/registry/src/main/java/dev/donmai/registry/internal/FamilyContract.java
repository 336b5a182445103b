package dev.donmai.registry.internal;

import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentRuntimeProvider;
import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.api.issuetracker.IssueTrackerProvider;
import dev.donmai.api.kit.KitSource;
import dev.donmai.api.provider.Provider;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.api.sandbox.Sandbox;
import dev.donmai.api.sandbox.SandboxProvider;
import dev.donmai.api.vcs.VcsProvider;
import dev.donmai.api.vcs.VersionControl;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The families that providers can be added to: what a provider of each is in the daemon, and what in a worker. */
enum FamilyContract {
    SANDBOX(ProviderFamily.SANDBOX, Sandbox.class, SandboxProvider.class),
    AGENT_RUNTIME(ProviderFamily.AGENT_RUNTIME, AgentRuntime.class, AgentRuntimeProvider.class),
    VCS(ProviderFamily.VCS, VersionControl.class, VcsProvider.class),
    ISSUE_TRACKER(ProviderFamily.ISSUE_TRACKER, IssueTracker.class, IssueTrackerProvider.class),
    KIT(ProviderFamily.KIT, KitSource.class);

    private final ProviderFamily family;
    private final Class<? extends Provider> descriptor;
    private final Optional<Class<?>> worker;

    FamilyContract(ProviderFamily family, Class<?> worker, Class<? extends Provider> descriptor) {
        this.family = family;
        this.descriptor = descriptor;
        this.worker = Optional.of(worker);
    }

    /** A family that works in the daemon alone. */
    FamilyContract(ProviderFamily family, Class<? extends Provider> descriptor) {
        this.family = family;
        this.descriptor = descriptor;
        this.worker = Optional.empty();
    }

    static Optional<FamilyContract> of(ProviderFamily family) {
        return Arrays.stream(values()).filter(each -> each.family == family).findFirst();
    }

    /** The families for people. */
    static String names() {
        return Arrays.stream(values()).map(each -> each.family.wireName()).collect(Collectors.joining(", "));
    }

    ProviderFamily family() {
        return family;
    }

    /** The service that the provider's bundle registers. */
    Class<? extends Provider> descriptor() {
        return descriptor;
    }

    /** The entry that names what a worker loads, where one does. */
    Optional<String> servicesEntry() {
        return worker.map(type -> "META-INF/services/" + type.getName());
    }

    /** The entry that a JAR has if it contains the contract instead of importing it. */
    String contractEntry() {
        return worker.orElse(descriptor).getName().replace('.', '/') + ".class";
    }

    /** The capability record as the JSON object of the provider list. */
    Map<String, Object> capabilities(Provider provider) {
        return switch (this) {
            case SANDBOX -> CapabilityRecord.json(((SandboxProvider) provider).capabilities());
            case KIT -> CapabilityRecord.json(((KitSource) provider).capabilities());
            case AGENT_RUNTIME -> CapabilityRecord.json(((AgentRuntimeProvider) provider).capabilities());
            case VCS -> CapabilityRecord.json(((VcsProvider) provider).capabilities());
            case ISSUE_TRACKER -> CapabilityRecord.json(((IssueTrackerProvider) provider).capabilities());
        };
    }
}
