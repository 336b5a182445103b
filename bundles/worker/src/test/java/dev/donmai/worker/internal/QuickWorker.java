package dev.donmai.worker.internal;

import dev.donmai.worker.internal.platform.PlatformTiming;
import java.time.Duration;
import java.util.List;

/** The worker, as patient as the real one, a few hundred times faster. */
public final class QuickWorker {

    private static final PlatformTiming.Delivery DELIVERY =
            new PlatformTiming.Delivery(Duration.ofMillis(600), Duration.ofMillis(10), Duration.ofMillis(50));

    private QuickWorker() {}

    /** Runs one session. */
    public static void main(String[] arguments) {
        PlatformTiming timing = new PlatformTiming(
                new PlatformTiming.Lock(Duration.ofMillis(50), List.of(Duration.ofMillis(5)), 3),
                DELIVERY,
                DELIVERY,
                DELIVERY);
        int status = new Worker(System.getenv(), System.out, System.err, timing).run(List.of(arguments));
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }
}
