package dev.donmai.api.agent;

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
}
