package dev.donmai.registry.internal;

import dev.donmai.api.agent.AgentCapabilities;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** The capability record of an agent runtime as the JSON object of the provider list ({@code providers.md} §3.2). */
final class CapabilityRecord {

    private static final String LABEL = "humanLabel";

    private CapabilityRecord() {}

    /** Keys in alphabetical order; three are always there, the others are left out when false or empty. */
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

    /**
     * Compares what the manifest declares with what the object says. The label is for people: it may be left out of the
     * manifest.
     *
     * @throws UnfitException naming every difference
     */
    static void compare(Map<String, Object> declared, AgentCapabilities observed) throws UnfitException {
        Map<String, Object> said = json(observed);
        TreeSet<String> names = new TreeSet<>(said.keySet());
        names.addAll(declared.keySet());
        if (!declared.containsKey(LABEL)) {
            names.remove(LABEL);
        }
        names.removeIf(name -> Objects.equals(value(declared, name), value(said, name)));
        if (!names.isEmpty()) {
            StringBuilder reason = new StringBuilder("capability-mismatch:");
            names.forEach(name -> reason.append(" the manifest says ")
                    .append(name)
                    .append('=')
                    .append(value(declared, name))
                    .append(", the provider ")
                    .append(value(said, name))
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
