package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A work item and what was heard of its session.
 *
 * @param sessionId its id; a made-up one where the item has none
 * @param state how far it is
 * @param worker who has claimed it last; empty when nobody has
 * @param offers how often it was in the answer to a poll
 * @param nacks how often it was refused
 * @param completions what the session did, the same one sent again left out
 * @param statuses terminal statuses, the same one sent again left out
 * @param repeats how many reports were sent again
 */
public record ItemView(
        String sessionId,
        State state,
        String worker,
        int offers,
        int nacks,
        List<JsonNode> completions,
        List<JsonNode> statuses,
        int repeats) {

    /** How far an item is. */
    public enum State {
        /** Waits for a worker. */
        QUEUED,
        /** A worker has it. */
        CLAIMED,
        /** Its end was reported. */
        REPORTED,
        /** It was refused for good, see {@link StandIn#keepRefused}. */
        REFUSED
    }

    /** The status that was reported first; empty before. */
    public String status() {
        return statuses.isEmpty() ? "" : statuses.getFirst().path("status").asText("");
    }
}
