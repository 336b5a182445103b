package dev.donmai.api.provider;

import java.util.Arrays;
import java.util.Optional;

/** The families a provider can belong to, in display order. */
public enum ProviderFamily {
    /** Where an agent's processes are confined. */
    SANDBOX("sandbox"),
    /** Where a session's tree lives. */
    WORKAREA("workarea"),
    /** One way to run an agent. */
    AGENT_RUNTIME("agent-runtime"),
    /** Version control. */
    VCS("vcs"),
    /** Issues and their states. */
    ISSUE_TRACKER("issue-tracker"),
    /** Deployments. */
    DEPLOYMENT("deployment"),
    /** Agent registries. */
    AGENT_REGISTRY("agent-registry"),
    /** Kits and their sources. */
    KIT("kit");

    private final String wireName;

    ProviderFamily(String wireName) {
        this.wireName = wireName;
    }

    /** The name used in manifests and in JSON. */
    public String wireName() {
        return wireName;
    }

    /** The family of a manifest or JSON name. */
    public static Optional<ProviderFamily> ofWireName(String name) {
        return Arrays.stream(values()).filter(f -> f.wireName.equals(name)).findFirst();
    }
}
