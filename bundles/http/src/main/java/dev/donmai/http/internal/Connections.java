package dev.donmai.http.internal;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * All open connections by what they are at, with a limit for each ({@code http-api.md} H26). A client that takes its time
 * can only take the place of others that do: where too many wait for a request, or dawdle over a body, the one that has
 * done so longest is cut. Those that are served are never cut; beyond their limit only the vital routes are. Thread-safe.
 */
final class Connections {

    /** Connections without a complete head: new ones, slow ones, and those that are kept alive between requests. */
    static final int MAX_WAITING = 512;

    /** Connections whose body has not come within {@link #PATIENCE_NANOS}. */
    static final int MAX_READING = 64;

    /** Requests that are served in full. */
    static final int MAX_SERVED = 256;

    private static final long PATIENCE_NANOS = 1_000_000_000;

    /** What a connection is at. */
    enum Phase {
        WAITING,
        READING,
        SERVED
    }

    /** Guarded by this; in each phase the one that entered it first is the first. */
    private final Map<Phase, Set<DeadlineEndPoint>> phases = new EnumMap<>(Phase.class);

    private long cut;

    Connections() {
        for (Phase phase : Phase.values()) {
            phases.put(phase, new LinkedHashSet<>());
        }
    }

    /** How many are in each phase, and how many have been cut since the start. */
    record Counts(int waiting, int reading, int served, long cut) {}

    /** A connection begins a phase; may cut another one. */
    void enter(DeadlineEndPoint connection, Phase phase, long nowNanos) {
        Optional<DeadlineEndPoint> victim;
        synchronized (this) {
            if (connection.gone()) {
                return;
            }
            remove(connection);
            in(phase).add(connection);
            victim = victim(phase, nowNanos);
            victim.ifPresent(this::cutOff);
        }
        victim.ifPresent(late -> late.close(new TimeoutException("too many clients wait; this one did so longest")));
    }

    private Optional<DeadlineEndPoint> victim(Phase phase, long nowNanos) {
        Iterator<DeadlineEndPoint> oldest = in(phase).iterator();
        return switch (phase) {
            case WAITING -> in(phase).size() > MAX_WAITING ? Optional.of(oldest.next()) : Optional.empty();
            case READING ->
                in(phase).size() > MAX_READING
                        ? Optional.of(oldest.next()).filter(late -> nowNanos - late.since() > PATIENCE_NANOS)
                        : Optional.empty();
            case SERVED -> Optional.empty();
        };
    }

    private void cutOff(DeadlineEndPoint late) {
        remove(late);
        cut++;
    }

    /** A connection has been closed. */
    synchronized void left(DeadlineEndPoint connection) {
        remove(connection);
    }

    /** Whether so many requests are under way that only the vital routes are served. */
    synchronized boolean crowded() {
        return in(Phase.SERVED).size() + in(Phase.READING).size() > MAX_SERVED;
    }

    synchronized Counts counts() {
        return new Counts(
                in(Phase.WAITING).size(),
                in(Phase.READING).size(),
                in(Phase.SERVED).size(),
                cut);
    }

    private void remove(DeadlineEndPoint connection) {
        phases.values().forEach(connections -> connections.remove(connection));
    }

    private Set<DeadlineEndPoint> in(Phase phase) {
        return phases.getOrDefault(phase, Set.of());
    }
}
