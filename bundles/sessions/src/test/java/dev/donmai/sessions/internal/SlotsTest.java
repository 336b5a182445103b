package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.sessions.AdmissionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private final AtomicInteger configured = new AtomicInteger(4);
    private final Slots slots = new Slots(configured::get);

    @Test
    void followsTheConfigurationAtOnceButNotOverWhatWasSetSince() {
        assertThat(slots.capacity()).isEqualTo(4);
        slots.setCapacity(1);
        slots.reconfigured();
        assertThat(slots.capacity()).isEqualTo(1);
        configured.set(0);
        assertThat(slots.capacity()).isZero();
        assertThat(slots.capacity(4))
                .as("beside the rest of the older snapshot")
                .isEqualTo(1);
    }

    @Test
    void whatWasSetDoesNotComeBackWithTheNumberThatWasConfiguredThen() {
        slots.setCapacity(1);
        configured.set(6);
        slots.reconfigured();
        configured.set(4);
        assertThat(slots.capacity()).isEqualTo(4);
    }

    @Test
    void admitsByTheSnapshotOfTheCaller() throws Exception {
        slots.reserve("a", 1);
        assertThatThrownBy(() -> slots.reserve("b", 1)).hasMessage("at capacity (1/1 sessions)");
        slots.reserve("b", 2);
    }

    @Test
    void givesOutExactlyAsManySlotsAsThereAreToParallelCallers() throws Exception {
        slots.setCapacity(2);
        CyclicBarrier together = new CyclicBarrier(30);
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = "s-" + i;
            callers.add(() -> {
                together.await();
                try {
                    slots.reserve(id, 4);
                    return true;
                } catch (AdmissionException e) {
                    return false;
                }
            });
        }
        int admitted = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(30)) {
            for (Future<Boolean> answer : executor.invokeAll(callers)) {
                admitted += answer.get() ? 1 : 0;
            }
        }
        assertThat(admitted).isEqualTo(2);
        assertThat(slots.active()).isEqualTo(2);
    }

    @Test
    void refusesAnIdThatIsBeingStartedBeforeItLooksAtTheCapacity() throws Exception {
        slots.setCapacity(1);
        slots.reserve("a", 4);
        assertThatThrownBy(() -> slots.reserve("a", 4)).hasMessage("session \"a\" is already being started");
        assertThatThrownBy(() -> slots.reserve("b", 4)).hasMessage("at capacity (1/1 sessions)");
    }

    @Test
    void admitsNothingAtCapacityZero() {
        slots.setCapacity(0);
        assertThatThrownBy(() -> slots.reserve("a", 4)).hasMessage("at capacity (0/0 sessions)");
    }

    @Test
    void tellsHowManyAreLeftWhenTheTimeIsUp() throws Exception {
        slots.setCapacity(1);
        slots.reserve("a", 4);
        assertThat(slots.awaitEmpty(System.nanoTime())).isEqualTo(1);
        slots.release("a");
        assertThat(slots.awaitEmpty(System.nanoTime())).isZero();
    }
}
