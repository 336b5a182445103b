package dev.donmai.orchestrator.internal;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Capabilities;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.orchestrator.internal.heartbeat.AllowlistReport;
import dev.donmai.orchestrator.internal.platform.RegisterRequest;
import dev.donmai.sessions.Sessions;
import java.util.function.Supplier;

/** What a registration says about this machine, as it is at that moment ({@code orchestrator.md} §2.1). */
record MachineDescription(
        Configuration configuration, Lifecycle lifecycle, Sessions sessions, Capabilities capabilities)
        implements Supplier<RegisterRequest> {

    @Override
    public RegisterRequest get() {
        DaemonConfig config = configuration.current();
        return new RegisterRequest(
                config.machine().id(),
                config.machine().id(),
                Math.max(1, sessions.capacity(config)),
                lifecycle.version(),
                capabilities.kinds().stream().map(RegisterRequest.Kind::new).toList(),
                AllowlistReport.of(config.projects()).entries());
    }
}
