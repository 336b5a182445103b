package dev.donmai.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.wire.CapacityReply;
import dev.donmai.model.wire.PoolStats;
import dev.donmai.sessions.Sessions;
import dev.donmai.workareas.Workareas;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What may run here at once, and the pool of workareas ({@code http-api.md} §6.7 to 6.9). */
@Component(service = CapacityResource.class)
public final class CapacityResource implements Resource {

    private static final String SESSIONS = "capacity.maxConcurrentSessions";
    private static final String POOL = "capacity.poolMaxDiskGb";
    private static final String NO_EVICTION = "pool eviction handler not wired (REN-1280 WorkareaProvider)";

    private final Sessions sessions;
    private final Workareas workareas;

    @Activate
    public CapacityResource(@Reference Sessions sessions, @Reference Workareas workareas) {
        this.sessions = sessions;
        this.workareas = workareas;
    }

    @Override
    public void enter(Routes routes) {
        routes.post("/api/daemon/capacity", this::change)
                .get("/api/daemon/pool/stats", call -> Reply.json(200, PoolStats.empty(Instant.now())))
                .post("/api/daemon/pool/evict", call -> noEviction());
    }

    record CapacityRequest(String key, String value) {
        CapacityRequest {
            key = Defaults.text(key);
            value = Defaults.text(value);
        }
    }

    private Reply change(Call call) throws Refusal, IOException {
        CapacityRequest request;
        try {
            request = call.requiredBody(CapacityRequest.class);
        } catch (JsonProcessingException e) {
            return Reply.json(400, CapacityReply.refused("", "", "invalid body: " + BodyErrors.describe(e)));
        }
        OptionalLong value = WholeNumber.parse(request.value());
        if (value.isEmpty()) {
            return refused(request, "value must be non-negative integer");
        }
        switch (request.key()) {
            case SESSIONS -> sessions.setCapacity((int) Math.min(value.getAsLong(), Integer.MAX_VALUE));
            case POOL -> workareas.setPoolLimit(value.getAsLong());
            default -> {
                return refused(request, "unknown key");
            }
        }
        return Reply.json(200, CapacityReply.applied(request.key(), request.value()));
    }

    private static Reply refused(CapacityRequest request, String why) {
        return Reply.json(400, CapacityReply.refused(request.key(), request.value(), why));
    }

    /** The pinned answer of a daemon without a pool; it does not depend on what was asked. */
    private static Reply noEviction() {
        return Reply.json(
                501, Json.object().put("evicted", 0).put("message", NO_EVICTION).put("error", NO_EVICTION));
    }
}
