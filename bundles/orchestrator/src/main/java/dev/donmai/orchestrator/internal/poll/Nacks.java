package dev.donmai.orchestrator.internal.poll;

import dev.donmai.model.Json;
import dev.donmai.model.PathSegment;
import dev.donmai.orchestrator.internal.credentials.Credentials;
import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.StoreException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives items back that are not run here ({@code orchestrator.md} §8.5): as they came, by way of the outbox. */
public final class Nacks {

    private static final Logger LOG = LoggerFactory.getLogger(Nacks.class);

    private final Outbox outbox;

    public Nacks(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Refuses an item; one that names no session that an address can name is left to the orchestrator's sweep. */
    void put(Credentials as, PolledItem item, String reason) {
        String id = item.sessionId();
        if (PathSegment.objectionTo(id).isPresent()) {
            LOG.warn(
                    "an item of work is not given back, its session id {}: {}",
                    PathSegment.objectionTo(id).get(),
                    reason);
            return;
        }
        String body = "{\"workerId\":" + Json.line(as.workerId()) + ",\"reason\":" + Json.line(reason) + ",\"work\":"
                + item.raw() + "}";
        try {
            outbox.put(List.of(new OutboxItem(
                    OutboxItem.Kind.NACK,
                    id,
                    as.url(),
                    "/api/sessions/" + PathSegment.of(id) + "/nack",
                    body,
                    // Each offer is refused by itself: the same one may come again, and be refused again.
                    PathSegment.of(id) + "-" + UUID.randomUUID())));
        } catch (StoreException e) {
            LOG.warn(
                    "daemon poll: nack failed; orchestrator will reclaim via stale-claim sweep: session {}, {}, {}",
                    id,
                    reason,
                    e.getMessage());
        }
    }
}
