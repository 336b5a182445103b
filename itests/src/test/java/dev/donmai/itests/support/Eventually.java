package dev.donmai.itests.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How tests wait: for a condition, patiently, and never for a time to pass. */
public final class Eventually {

    /** No bound on speed: a test that waits so long has failed. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private Eventually() {}

    /** Begins to wait for something; the text says what when it does not come. */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(25));
    }
}
