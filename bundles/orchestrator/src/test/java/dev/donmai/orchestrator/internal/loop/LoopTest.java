package dev.donmai.orchestrator.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger turns = new AtomicInteger();
    private Loop loop = new Loop("test", () -> LONG);

    @AfterEach
    void close() {
        loop.close();
    }

    private void start(Loop.Turn turn) {
        loop = new Loop("donmai-test-loop", turn);
        loop.start();
    }

    @Test
    void beginsAtOnceAndGoesOn() {
        start(() -> {
            turns.incrementAndGet();
            return Duration.ofMillis(1);
        });
        await().until(() -> turns.get() > 3);
        assertThat(loop.isRunning()).isTrue();
    }

    @Test
    void isWokenOutOfALongPause() {
        start(() -> {
            turns.incrementAndGet();
            return LONG;
        });
        await().until(() -> turns.get() == 1);
        loop.wake();
        await().until(() -> turns.get() == 2);
    }

    @Test
    void aWakeDuringATurnIsNotLost() {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        start(() -> {
            turns.incrementAndGet();
            inTurn.countDown();
            goOn.await();
            return LONG;
        });
        await().until(() -> inTurn.getCount() == 0);
        loop.wake();
        goOn.countDown();
        await().until(() -> turns.get() == 2);
    }

    @Test
    void closingBreaksOffATurnAndAPause() {
        AtomicBoolean interrupted = new AtomicBoolean();
        start(() -> {
            turns.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.set(true);
            }
            return LONG;
        });
        await().until(() -> turns.get() == 1);
        loop.close();
        assertThat(interrupted).isTrue();
        assertThat(loop.isRunning()).isFalse();
        loop.close();
    }

    @Test
    void isNotStartedTwice() {
        start(() -> {
            turns.incrementAndGet();
            return LONG;
        });
        loop.start();
        await().until(() -> turns.get() >= 1);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("donmai-test-loop")))
                .hasSize(1);
    }
}
