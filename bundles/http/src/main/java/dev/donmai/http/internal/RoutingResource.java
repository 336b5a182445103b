package dev.donmai.http.internal;

import dev.donmai.model.Json;
import dev.donmai.routing.Router;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Why a session got what it got ({@code http-api.md} §11.3). */
@Component(service = RoutingResource.class)
public final class RoutingResource implements Resource {

    private static final String EXPLAIN = "/api/daemon/routing/explain";

    private final Router router;

    @Activate
    public RoutingResource(@Reference Router router) {
        this.router = router;
    }

    @Override
    public void enter(Routes routes) {
        routes.get(EXPLAIN + "/{*}", this::explain).get(EXPLAIN, call -> Reply.movedTo(EXPLAIN + "/"));
    }

    private Reply explain(Call call) {
        // An empty id, or one with a slash, names no session and gets the same answer as an unknown one.
        return router.explain(call.id())
                .map(explanation -> Reply.json(200, explanation))
                .orElseGet(() -> Reply.json(
                        404,
                        Json.object().put("error", "routing decision not found").put("sessionId", call.id())));
    }
}
