package dev.donmai.orchestrator.internal.heartbeat;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.Timestamps;
import dev.donmai.model.config.DaemonConfig.Machine;
import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.sessions.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The local view of heartbeats ({@code http-api.md} §8.3): composed from how the daemon is at that moment, whether they are
 * sent or not. Thread-safe.
 */
public final class ComposedBeats {

    private final Configuration configuration;
    private final Lifecycle lifecycle;
    private final Sessions sessions;
    private final InstantSource clock;
    private volatile Optional<Beat> last = Optional.empty();

    /** A composed heartbeat and its time. */
    public record Beat(HeartbeatView view, Instant at) {}

    public ComposedBeats(Configuration configuration, Lifecycle lifecycle, Sessions sessions, InstantSource clock) {
        this.configuration = configuration;
        this.lifecycle = lifecycle;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The most recent one. */
    public Optional<Beat> last() {
        return last;
    }

    /** Composes one that is sent to nobody. */
    public void composeUnsent(String workerId) {
        AllowlistReport allowlist = AllowlistReport.of(configuration.current().projects());
        String before = last.map(beat -> beat.view().allowlistHash()).orElse("");
        var _ = compose(workerId, allowlist, !allowlist.hash().equals(before));
    }

    /**
     * Composes one for local eyes: an orchestrator gets the entries as they are configured.
     *
     * @param withList whether it carries the allowlist
     */
    HeartbeatView compose(String workerId, AllowlistReport allowlist, boolean withList) {
        Instant now = clock.instant();
        Machine machine = configuration.current().machine();
        int active = sessions.active();
        int slots = sessions.capacity();
        HeartbeatView view = new HeartbeatView(
                workerId,
                machine.id(),
                status(lifecycle.state(), active >= slots),
                active,
                slots,
                machine.region(),
                Timestamps.t9(Timestamps.t0(now)),
                allowlist.hash(),
                withList ? allowlist.shown() : List.of());
        last = Optional.of(new Beat(view, now));
        return view;
    }

    private static String status(DaemonState state, boolean full) {
        return switch (state) {
            case DRAINING, UPDATING -> "draining";
            case RUNNING -> full ? "busy" : "idle";
            case STOPPED, STARTING, PAUSED -> "idle";
        };
    }
}
