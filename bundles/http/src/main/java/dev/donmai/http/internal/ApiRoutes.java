package dev.donmai.http.internal;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All routes of the control API. A family of routes that is missing here is not served. */
@Component(service = ApiRoutes.class)
public final class ApiRoutes {

    private final Routes routes = new Routes();

    @Activate
    public ApiRoutes(
            @Reference StatusResource status,
            @Reference LifecycleResource lifecycle,
            @Reference CapacityResource capacity,
            @Reference DoctorResource doctor,
            @Reference CapabilitiesResource capabilities,
            @Reference ProvidersResource providers,
            @Reference SessionsResource sessions,
            @Reference WorkareasResource workareas,
            @Reference RoutingResource routing) {
        List.of(status, lifecycle, capacity, doctor, capabilities, providers, sessions, workareas, routing)
                .forEach(resource -> resource.enter(routes));
    }

    Routes table() {
        return routes;
    }
}
