package dev.donmai.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.lifecycle.Doctor.Examined;
import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.lifecycle.DoctorCheck.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DoctorServiceTest {

    private record Check(String name, Callable<Finding> looking) implements DoctorCheck {

        @Override
        public Finding look() throws Exception {
            return looking.call();
        }
    }

    private static DoctorService doctor(DoctorCheck... checks) {
        return doctor(Duration.ofMinutes(1), () -> List.of(checks));
    }

    private static DoctorService doctor(Duration longestWait, Supplier<List<DoctorCheck>> checks) {
        return new DoctorService(
                new Services() {
                    @Override
                    public <T> List<T> all(Class<T> type) {
                        return checks.get().stream().map(type::cast).toList();
                    }
                },
                longestWait);
    }

    @Test
    void anErrorIsToldToWhoWaitsAndNotKept() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        DoctorService doctor = doctor(Duration.ofMinutes(1), () -> {
            if (calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return List.of();
        });
        assertThatThrownBy(doctor::examine)
                .hasMessage("the examination failed")
                .hasRootCauseMessage("unable to create native thread");
        assertThat(doctor.examine()).isEmpty();
    }

    @Test
    void nobodyWaitsWithoutALimit() {
        CountDownLatch gate = new CountDownLatch(1);
        DoctorService doctor = doctor(Duration.ofMillis(50), () -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        });
        assertThatThrownBy(doctor::examine).hasMessage("the examination did not end within 0 s");
        gate.countDown();
    }

    @Test
    void sortsByNameAndPassesFindingsOn() throws InterruptedException {
        Finding warning = Finding.warning("half full", "empty it");
        assertThat(doctor(new Check("disk", () -> warning), new Check("clock", () -> Finding.ok("it ticks")))
                        .examine())
                .containsExactly(new Examined("clock", Finding.ok("it ticks")), new Examined("disk", warning));
    }

    @Test
    void aCheckThatCannotLookHasFailed() throws InterruptedException {
        List<Examined> examined = doctor(
                        new Check("a", () -> {
                            throw new IOException("no such disk");
                        }),
                        new Check("b", () -> {
                            throw new IllegalStateException();
                        }))
                .examine();
        assertThat(examined)
                .extracting(Examined::finding)
                .containsExactly(
                        Finding.failed("could not look: no such disk", ""),
                        Finding.failed("could not look: IllegalStateException", ""));
    }

    @Test
    void allLookAtTheSameTime() throws InterruptedException {
        CyclicBarrier meeting = new CyclicBarrier(3);
        Callable<Finding> meet = () -> {
            meeting.await();
            return Finding.ok("met");
        };
        assertThat(doctor(new Check("a", meet), new Check("b", meet), new Check("c", meet))
                        .examine())
                .extracting(Examined::finding)
                .containsOnly(Finding.ok("met"));
    }

    @Test
    void whoAsksMeanwhileGetsTheSameAnswer() {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        DoctorService doctor = doctor(new Check("slow", () -> {
            int look = looks.incrementAndGet();
            gate.await();
            return Finding.ok("look " + look);
        }));
        CompletableFuture<List<Examined>> first = CompletableFuture.supplyAsync(() -> examined(doctor));
        await().until(() -> looks.get() == 1);
        CompletableFuture<List<Examined>> second = CompletableFuture.supplyAsync(() -> examined(doctor));
        gate.countDown();
        assertThat(first.join().getFirst().finding().summary()).isEqualTo("look 1");
        assertThat(second.join().getFirst().finding().summary()).isIn("look 1", "look 2");
    }

    private static List<Examined> examined(DoctorService doctor) {
        try {
            return doctor.examine();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCheckThatHangsHoldsNobodyUpAndIsNotBegunTwice() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        Check hanging = new Check("a", () -> {
            looks.incrementAndGet();
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    // What hangs in the kernel does not hear of it either.
                }
            }
            return Finding.ok("at last");
        });
        Examination examination = new Examination(Duration.ofMillis(50));
        List<DoctorCheck> checks = List.of(hanging, new Check("b", () -> Finding.ok("quick")));
        List<Examined> first = examination.examine(checks);
        assertThat(first.getFirst().finding().state()).isEqualTo(DoctorCheck.State.FAILED);
        assertThat(first.getLast().finding()).isEqualTo(Finding.ok("quick"));

        assertThat(examination.examine(checks).getFirst().finding().summary())
                .isEqualTo("the check has hung since it was last asked for");
        assertThat(looks).hasValue(1);

        gate.countDown();
        await().untilAsserted(() ->
                assertThat(examination.examine(checks).getFirst().finding()).isEqualTo(Finding.ok("at last")));
    }
}
