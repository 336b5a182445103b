package dev.donmai.api.agent;

import java.io.Serial;

/** An agent could not be started, resumed or reached. The message is for the operator. */
public class AgentException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public AgentException(String message) {
        super(message);
    }

    public AgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
