package dev.donmai.worker.internal.platform;

import dev.donmai.model.session.SessionFile.WorkerSettings;
import java.time.Duration;
import java.util.List;

/**
 * How a session's platform is spoken to.
 *
 * @param lock how the lock is kept
 * @param withDaemon how hard the worker tries to deliver the result when the daemon goes on afterwards
 * @param alone how hard it tries when nobody does
 * @param inAHurry how hard it tries when somebody waits for it to end, and will end it by force
 */
public record PlatformTiming(Lock lock, Delivery withDaemon, Delivery alone, Delivery inAHurry) {

    /** What holds outside of tests. */
    public static final PlatformTiming DEFAULT = new PlatformTiming(
            new Lock(Duration.ofSeconds(30), List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), 3),
            // The session's slot need not be kept for long.
            new Delivery(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(8)),
            // As long as an outage may take during the session.
            new Delivery(Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofMinutes(1)),
            new Delivery(Duration.ofSeconds(6), Duration.ofSeconds(1), Duration.ofSeconds(2)));

    /** The same, but for what the operator wants otherwise. */
    public PlatformTiming with(WorkerSettings settings) {
        return new PlatformTiming(
                settings.lockRefreshSeconds() > 0
                        ? lock.every(Duration.ofSeconds(settings.lockRefreshSeconds()))
                        : lock,
                settings.deliverySeconds() > 0
                        ? withDaemon.within(Duration.ofSeconds(settings.deliverySeconds()))
                        : withDaemon,
                alone,
                inAHurry);
    }

    /**
     * How a session's lock is kept ({@code sessions.md} §2.10).
     *
     * @param interval between two refreshes
     * @param pauses before the second and each further attempt of one refresh
     * @param strikes how many refusals in a row mean that the session belongs to somebody else
     */
    public record Lock(Duration interval, List<Duration> pauses, int strikes) {

        public Lock {
            pauses = List.copyOf(pauses);
        }

        /** No pause is longer than the time between two refreshes. */
        private Lock every(Duration wanted) {
            List<Duration> shorter = pauses.stream()
                    .map(pause -> pause.compareTo(wanted) < 0 ? pause : wanted)
                    .toList();
            return new Lock(wanted, shorter, strikes);
        }
    }

    /**
     * How hard the worker tries to deliver the result itself ({@code sessions.md} §2.18).
     *
     * @param total for both calls together
     * @param first the pause after the first attempt; each further one is twice as long
     * @param most the longest pause
     */
    public record Delivery(Duration total, Duration first, Duration most) {

        private Delivery within(Duration wanted) {
            return new Delivery(wanted, first, most);
        }
    }
}
