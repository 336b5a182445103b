package dev.donmai.orchestrator;

import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.model.wire.HostStatusView;
import dev.donmai.model.wire.OutboxView;
import dev.donmai.model.wire.RegistrationView;

/** How this daemon stands with its orchestrator. Thread-safe; a service. */
public interface Registration {

    /** The worker id; empty before registration. */
    String workerId();

    /** The most recently composed heartbeat. */
    HeartbeatView heartbeat();

    /** The {@code registration} member of {@code stats}. */
    RegistrationView view();

    /** How it stands, for {@code doctor}. */
    Standing standing();

    /** How the orchestrator sees this host. */
    HostStatusView hostStatus();

    /** What waits to be delivered to the orchestrator. */
    OutboxView outbox();
}
