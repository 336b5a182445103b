package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PathLockTest {
    @TempDir
    Path directory;

    @Test
    void excludesASecondHolderInThisJvmUntilItIsClosed() throws Exception {
        Path file = directory.resolve("lock");
        PathLock first = PathLock.tryAcquire(file).orElseThrow();
        assertThat(PathLock.tryAcquire(file)).isEmpty();
        assertThat(PathLock.acquire(file, Duration.ofMillis(50))).isEmpty();
        assertThat(PathLock.lastHolder(file)).hasValue(ProcessHandle.current().pid());
        first.close();
        first.close();
        PathLock.tryAcquire(file).orElseThrow().close();
    }

    @Test
    void knowsTheSameFileUnderAnotherName() throws Exception {
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), directory);
        try (PathLock held = PathLock.tryAcquire(directory.resolve("lock")).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(PathLock.tryAcquire(alias.resolve("lock"))).isEmpty();
        }
    }

    @Test
    void letsOneThreadInAtATime() throws Exception {
        Path file = directory.resolve("lock");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                for (int n = 0; n < 10; n++) {
                    try (PathLock held =
                            PathLock.acquire(file, Duration.ofSeconds(50)).orElseThrow()) {
                        assertThat(held).isNotNull();
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        done.incrementAndGet();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValue(1);
        assertThat(done).hasValue(80);
    }

    @Test
    void excludesAnotherProcessAndIsFreedByItsDeath() throws Exception {
        Path file = directory.resolve("lock");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("held");
            assertThat(PathLock.tryAcquire(file)).isEmpty();
            assertThat(PathLock.lastHolder(file)).hasValue(other.pid());
            // Looking must not have disturbed it.
            assertThat(PathLock.acquire(file, Duration.ofMillis(100))).isEmpty();
            other.destroyForcibly();
            PathLock.acquire(file, Duration.ofSeconds(30)).orElseThrow().close();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Takes a lock and keeps it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (PathLock lock = PathLock.tryAcquire(Path.of(args[0])).orElseThrow()) {
                System.out.println(lock == null ? "" : "held");
                Thread.sleep(Duration.ofMinutes(10));
            }
        }
    }
}
