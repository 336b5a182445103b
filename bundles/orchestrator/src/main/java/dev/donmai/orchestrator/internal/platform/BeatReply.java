package dev.donmai.orchestrator.internal.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.donmai.model.Defaults;
import java.util.List;

/**
 * Reply to a heartbeat ({@code orchestrator.md} §5.3). Its parts are read one by one where they are used, so that one that
 * is not understood does not take the others with it.
 */
public record BeatReply(JsonNode hostStatus, List<JsonNode> pendingMutations) {

    /** Nothing to say. */
    public static final BeatReply NOTHING = new BeatReply(NullNode.getInstance(), List.of());

    public BeatReply {
        hostStatus = Defaults.or(hostStatus, NullNode.getInstance());
        pendingMutations = Defaults.list(pendingMutations);
    }
}
