package dev.donmai.http.internal;

import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.model.wire.HostStatusView;
import dev.donmai.model.wire.OutboxView;
import dev.donmai.model.wire.RegistrationView;
import dev.donmai.orchestrator.Registration;
import dev.donmai.orchestrator.Standing;
import java.time.Instant;

/** A registration with an orchestrator. */
final class FakeRegistration implements Registration {

    volatile HostStatusView hostStatus = HostStatusView.NONE;
    volatile OutboxView outbox = OutboxView.NONE;

    @Override
    public String workerId() {
        return "worker-m-stub";
    }

    @Override
    public HeartbeatView heartbeat() {
        return HeartbeatView.NONE;
    }

    @Override
    public RegistrationView view() {
        return new RegistrationView("idle", Instant.EPOCH, true, false, "", HostStatusView.NONE);
    }

    @Override
    public Standing standing() {
        return new Standing(Standing.State.OFF, "", "");
    }

    @Override
    public HostStatusView hostStatus() {
        return hostStatus;
    }

    @Override
    public OutboxView outbox() {
        return outbox;
    }
}
