package dev.donmai.http.internal;

import org.osgi.service.component.annotations.Component;

/** Whether there is a daemon at all ({@code http-api.md} §8.1). */
@Component(service = HealthResource.class)
public final class HealthResource implements Resource {

    @Override
    public void enter(Routes routes) {
        routes.get(ApiHandler.HEALTH, call -> Reply.text("ok"));
    }
}
