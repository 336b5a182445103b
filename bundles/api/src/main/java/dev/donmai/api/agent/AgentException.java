package dev.donmai.api.agent;

import java.io.Serial;

/**
 * An agent could not be started, resumed or reached. The message is for the operator and begins with the words of what
 * went wrong ({@code providers.md} §3.1).
 */
public class AgentException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The runtime does not do what was asked. */
    public static final String UNSUPPORTED = "agent: capability not supported by provider";

    /** There is no session of that id to go on with. */
    public static final String NO_SUCH_SESSION = "agent: session id not found";

    /** The agent could not be started. */
    public static final String SPAWN_FAILED = "agent: spawn failed";

    /** The agent's program or server is not there. */
    public static final String UNAVAILABLE = "agent: provider runtime unavailable";

    public AgentException(String message) {
        super(message);
    }

    public AgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
