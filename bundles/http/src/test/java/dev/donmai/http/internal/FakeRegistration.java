package dev.donmai.http.internal;

import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.model.wire.RegistrationView;
import dev.donmai.orchestrator.Registration;
import java.time.Instant;

/** A registration with an orchestrator. */
final class FakeRegistration implements Registration {

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
        return new RegistrationView("idle", Instant.EPOCH, true, false);
    }
}
