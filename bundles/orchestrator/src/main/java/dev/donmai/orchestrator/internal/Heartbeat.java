package dev.donmai.orchestrator.internal;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.Timestamps;
import dev.donmai.model.config.DaemonConfig.Machine;
import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.sessions.Sessions;
import java.time.Instant;

/** Composes heartbeats ({@code http-api.md} §8.3) from how the daemon is now. */
record Heartbeat(Lifecycle lifecycle, Sessions sessions) {

    HeartbeatView compose(String workerId, Machine machine, Instant now) {
        int active = sessions.active();
        int slots = sessions.capacity();
        return new HeartbeatView(
                workerId,
                machine.id(),
                status(lifecycle.state(), active >= slots),
                active,
                slots,
                machine.region(),
                Timestamps.t9(Timestamps.t0(now)));
    }

    private static String status(DaemonState state, boolean full) {
        return switch (state) {
            case DRAINING, UPDATING -> "draining";
            case RUNNING -> full ? "busy" : "idle";
            case STOPPED, STARTING, PAUSED -> "idle";
        };
    }
}
