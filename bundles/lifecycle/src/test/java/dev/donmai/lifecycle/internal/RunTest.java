package dev.donmai.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void countsOnlySecondsThatHavePassedInFull() {
        // The clock may begin anywhere, and pass its end.
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND);
        Run run = new Run(clock::get);
        clock.addAndGet(5 * SECOND);
        run.begin();
        assertThat(run.seconds()).isZero();
        clock.addAndGet(SECOND * 19 / 10);
        assertThat(run.seconds()).isEqualTo(1);
        clock.addAndGet(SECOND / 10);
        assertThat(run.seconds()).isEqualTo(2);
    }
}
