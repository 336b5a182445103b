package dev.donmai.http.internal;

import dev.donmai.lifecycle.Capabilities;
import dev.donmai.model.wire.CapabilitiesReply;
import dev.donmai.model.wire.CapabilitiesReply.Capability;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What this machine can run providers on ({@code http-api.md} §9). */
@Component(service = CapabilitiesResource.class)
public final class CapabilitiesResource implements Resource {

    private final Capabilities capabilities;

    @Activate
    public CapabilitiesResource(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public void enter(Routes routes) {
        routes.get("/api/daemon/capabilities", call -> list());
    }

    private Reply list() {
        return Reply.json(
                200,
                new CapabilitiesReply(
                        capabilities.kinds().stream().map(Capability::new).toList(), Instant.now()));
    }
}
