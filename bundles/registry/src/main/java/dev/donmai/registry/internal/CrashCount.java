package dev.donmai.registry.internal;

import dev.donmai.api.provider.Probe;
import dev.donmai.registry.internal.ProviderDriver.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The failures of one provider's code of late. One that fails again and again is not asked any more. */
final class CrashCount {

    private static final int MOST = 3;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final Deque<Long> times = new ArrayDeque<>();

    /** Counts one failure. */
    Outcome count(Outcome crash) {
        long now = System.nanoTime();
        times.add(now);
        while (now - times.getFirst() > WITHIN.toNanos()) {
            times.removeFirst();
        }
        return tooMany()
                ? Outcome.failed(
                        ProviderState.QUARANTINED,
                        Probe.unhealthy("quarantined after " + MOST + " failures in " + WITHIN.toMinutes()
                                + " minutes, the last one: " + crash.probe().reason()
                                + "; `donmai provider enable` tries it again"),
                        true)
                : crash;
    }

    boolean tooMany() {
        return times.size() >= MOST;
    }

    void forget() {
        times.clear();
    }
}
