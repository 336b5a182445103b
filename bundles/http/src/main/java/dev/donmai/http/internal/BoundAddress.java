package dev.donmai.http.internal;

import dev.donmai.lifecycle.ControlAddress;
import org.osgi.service.component.annotations.Component;

/**
 * Where the control API listens. A component without references, so that whoever serves the API's resources can ask for
 * the address without a cycle.
 */
@Component(service = {ControlAddress.class, BoundAddress.class})
public final class BoundAddress implements ControlAddress {

    private volatile String hostAndPort = "";

    @Override
    public String hostAndPort() {
        return hostAndPort;
    }

    void set(String address) {
        hostAndPort = address;
    }
}
