package dev.donmai.api.agent;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an agent runtime can do. What it declares is true and tested; a flag may rise later, never fall.
 *
 * @param messageInjection text can be sent into a running or just finished turn
 * @param sessionResume a finished or broken session can be continued by its id
 * @param toolPlugins extra tools (MCP) can be attached per session
 * @param baseInstructions wants the base instructions as a field of their own
 * @param permissionConfig wants pattern-based permissions
 * @param codeIntelligenceEnforcement can be forced to use code-intelligence tools before plain search
 * @param subagentEvents tool events of sub-agents appear in the stream
 * @param reasoningEffort honours {@link AgentSpec#effort}
 * @param allowedToolsList honours {@link AgentSpec#allowedTools}
 * @param mcpServerSpec honours the list of MCP servers
 * @param toolPermissionFormat grammar of tool permissions ({@code claude}, {@code codex}); empty when it has none
 * @param humanLabel name for people; may be empty
 */
public record AgentCapabilities(
        boolean messageInjection,
        boolean sessionResume,
        boolean toolPlugins,
        boolean baseInstructions,
        boolean permissionConfig,
        boolean codeIntelligenceEnforcement,
        boolean subagentEvents,
        boolean reasoningEffort,
        boolean allowedToolsList,
        boolean mcpServerSpec,
        String toolPermissionFormat,
        String humanLabel) {

    /** A runtime that can only be given a prompt and watched. */
    public static AgentCapabilities minimal(String humanLabel) {
        return new AgentCapabilities(
                false, false, false, false, false, false, false, false, false, false, "", humanLabel);
    }

    /**
     * The record as attributes of the manifest, without their prefix {@code cap.}, in the order of their names; what is false or
     * empty is left out.
     */
    public Map<String, Object> attributes() {
        Map<String, Object> all = new TreeMap<>();
        all.put("supportsMessageInjection", messageInjection);
        all.put("supportsSessionResume", sessionResume);
        all.put("supportsToolPlugins", toolPlugins);
        all.put("needsBaseInstructions", baseInstructions);
        all.put("needsPermissionConfig", permissionConfig);
        all.put("supportsCodeIntelligenceEnforcement", codeIntelligenceEnforcement);
        all.put("emitsSubagentEvents", subagentEvents);
        all.put("supportsReasoningEffort", reasoningEffort);
        all.put("acceptsAllowedToolsList", allowedToolsList);
        all.put("acceptsMcpServerSpec", mcpServerSpec);
        all.put("toolPermissionFormat", toolPermissionFormat);
        all.put("humanLabel", humanLabel);
        all.values().removeIf(value -> value.equals(false) || value.equals(""));
        return Collections.unmodifiableMap(all);
    }
}
