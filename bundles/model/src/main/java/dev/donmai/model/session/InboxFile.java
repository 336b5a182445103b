package dev.donmai.model.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;

/**
 * One file of a session's {@code inbox} ({@link SessionLayout#inbox}): what somebody has to say to the running agent. The
 * daemon writes it with mode 0600 and an atomic rename; the worker takes the files in the order of their names and deletes
 * each once the agent has it.
 *
 * @param id the platform's id of the message
 * @param kind {@code user} for a turn of a person, {@code memory} (the default) for something the agent should know
 * @param text what it says
 * @param turnId the conversation turn it belongs to; empty when it has none
 */
public record InboxFile(
        String id,
        String kind,
        String text,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String turnId) {

    public InboxFile {
        id = Defaults.text(id);
        kind = Defaults.text(kind, "memory");
        text = Defaults.text(text);
        turnId = Defaults.text(turnId);
    }
}
