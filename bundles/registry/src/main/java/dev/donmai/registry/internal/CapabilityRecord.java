package dev.donmai.registry.internal;

import dev.donmai.api.agent.AgentCapabilities;
import dev.donmai.api.issuetracker.IssueTrackerCapabilities;
import dev.donmai.api.vcs.VcsCapabilities;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The capability records of the families as JSON objects of the provider list ({@code providers.md} §3.2, Part 6), with
 * their keys in alphabetical order. What is false or empty is left out, but for three keys of agent runtimes.
 */
final class CapabilityRecord {

    private static final String LABEL = "humanLabel";

    private CapabilityRecord() {}

    static Map<String, Object> json(AgentCapabilities c) {
        Map<String, Object> json = new TreeMap<>();
        json.put("supportsMessageInjection", c.messageInjection());
        json.put("supportsSessionResume", c.sessionResume());
        json.put("emitsSubagentEvents", c.subagentEvents());
        flag(json, "supportsToolPlugins", c.toolPlugins());
        flag(json, "needsBaseInstructions", c.baseInstructions());
        flag(json, "needsPermissionConfig", c.permissionConfig());
        flag(json, "supportsCodeIntelligenceEnforcement", c.codeIntelligenceEnforcement());
        flag(json, "supportsReasoningEffort", c.reasoningEffort());
        flag(json, "acceptsAllowedToolsList", c.allowedToolsList());
        flag(json, "acceptsMcpServerSpec", c.mcpServerSpec());
        text(json, "toolPermissionFormat", c.toolPermissionFormat());
        text(json, LABEL, c.humanLabel());
        return json;
    }

    static Map<String, Object> json(VcsCapabilities c) {
        Map<String, Object> json = new TreeMap<>();
        flag(json, "supportsBranches", c.branches());
        flag(json, "hasPullRequests", c.pullRequests());
        flag(json, "hasReviewWorkflow", c.reviewWorkflow());
        flag(json, "hasMergeQueue", c.mergeQueue());
        flag(json, "supportsRebase", c.rebase());
        flag(json, "provenanceNative", c.nativeProvenance());
        flag(json, "supportsBinary", c.binaryFiles());
        flag(json, "supportsStructuredContent", c.structuredContent());
        flag(json, "supportsLargeFiles", c.largeFiles());
        text(json, "mergeStrategy", c.mergeStrategy());
        text(json, "conflictGranularity", c.conflictGranularity());
        text(json, "identityScheme", c.identityScheme());
        text(json, "remoteProtocol", c.remoteProtocol());
        text(json, LABEL, c.humanLabel());
        return json;
    }

    static Map<String, Object> json(IssueTrackerCapabilities c) {
        Map<String, Object> json = new TreeMap<>();
        flag(json, "supportsStatusUpdates", c.statusUpdates());
        flag(json, "supportsComments", c.comments());
        text(json, LABEL, c.humanLabel());
        return json;
    }

    /**
     * Compares what the manifest declares with what the object says. The label is for people: it may be left out of the
     * manifest.
     *
     * @throws UnfitException naming every difference
     */
    static void compare(Map<String, Object> declared, Map<String, Object> observed) throws UnfitException {
        TreeSet<String> names = new TreeSet<>(observed.keySet());
        names.addAll(declared.keySet());
        if (!declared.containsKey(LABEL)) {
            names.remove(LABEL);
        }
        names.removeIf(name -> Objects.equals(value(declared, name), value(observed, name)));
        if (!names.isEmpty()) {
            StringBuilder reason = new StringBuilder("capability-mismatch:");
            names.forEach(name -> reason.append(" the manifest says ")
                    .append(name)
                    .append('=')
                    .append(value(declared, name))
                    .append(", the provider ")
                    .append(value(observed, name))
                    .append(';'));
            throw new UnfitException(reason.substring(0, reason.length() - 1));
        }
    }

    private static Object value(Map<String, Object> capabilities, String name) {
        return capabilities.getOrDefault(name, false);
    }

    private static void flag(Map<String, Object> json, String name, boolean value) {
        if (value) {
            json.put(name, true);
        }
    }

    private static void text(Map<String, Object> json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
