package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryWatchTest {
    private static final Duration QUIET = Duration.ofMillis(50);

    @TempDir
    Path temp;

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void tellsOfCreationChangeAndDeletion() throws IOException {
        try (DirectoryWatch watch = DirectoryWatch.start(temp, QUIET, "test", calls::incrementAndGet)) {
            assertThat(watch).isNotNull();
            Path file = temp.resolve("daemon.yaml");
            awaitCallAfter(() -> AtomicFile.write(file, "a"));
            awaitCallAfter(() -> AtomicFile.write(file, "b"));
            awaitCallAfter(() -> Files.writeString(file, "c"));
            awaitCallAfter(() -> Files.delete(file));
        }
    }

    @Test
    void aFileIsWatchedWithoutItsNeighbours() throws IOException {
        Path file = temp.resolve("daemon.yaml");
        try (DirectoryWatch watch = DirectoryWatch.startForFile(file, QUIET, "test", calls::incrementAndGet)) {
            assertThat(watch).isNotNull();
            for (int i = 0; i < 20; i++) {
                Files.writeString(temp.resolve("state.mv"), "x".repeat(i));
            }
            await().during(Duration.ofMillis(500)).until(() -> calls.get() == 0);
            awaitCallAfter(() -> AtomicFile.write(file, "a"));
            awaitCallAfter(() -> Files.writeString(file, "b"));
        }
    }

    @Test
    void callsOnAThreadOfItsNameAndSurvivesAReceiverThatThrows() throws IOException {
        AtomicReference<String> thread = new AtomicReference<>("");
        Runnable receiver = () -> {
            thread.set(Thread.currentThread().getName());
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
        };
        try (DirectoryWatch watch = DirectoryWatch.start(temp, QUIET, "providers", receiver)) {
            assertThat(watch).isNotNull();
            awaitCallAfter(() -> Files.writeString(temp.resolve("a"), "1"));
            awaitCallAfter(() -> Files.writeString(temp.resolve("b"), "1"));
        }
        assertThat(thread).hasValue("donmai-watch-providers");
    }

    @Test
    void gathersABurst() throws IOException {
        try (DirectoryWatch watch =
                DirectoryWatch.start(temp, Duration.ofMillis(300), "test", calls::incrementAndGet)) {
            assertThat(watch).isNotNull();
            for (int i = 0; i < 1000; i++) {
                Files.writeString(temp.resolve("file" + i), "x");
            }
            await().until(() -> calls.get() > 0);
            await().during(Duration.ofMillis(800)).until(() -> calls.get() < 5);
        }
    }

    @Test
    void noticesADirectoryThatComesLaterGoesAndComesAgain() throws IOException {
        Path later = temp.resolve("providers");
        try (DirectoryWatch watch =
                DirectoryWatch.start(later, QUIET, Duration.ofMillis(100), "test", calls::incrementAndGet)) {
            assertThat(watch).isNotNull();
            awaitCallAfter(() -> Files.writeString(Files.createDirectory(later).resolve("a.jar"), "x"));
            awaitCallAfter(() -> TreeDelete.delete(later));
            awaitCallAfter(() -> Files.writeString(Files.createDirectory(later).resolve("b.jar"), "x"));
            awaitCallAfter(() -> Files.writeString(later.resolve("c.jar"), "x"));
        }
    }

    @Test
    void noticesAChangeBehindALink() throws IOException {
        Path real = Files.writeString(
                Files.createDirectory(temp.resolve("dotfiles")).resolve("daemon.yaml"), "a");
        Path watched = Files.createDirectory(temp.resolve("state"));
        Files.createSymbolicLink(watched.resolve("daemon.yaml"), real);
        try (DirectoryWatch watch =
                DirectoryWatch.start(watched, QUIET, Duration.ofMillis(100), "test", calls::incrementAndGet)) {
            assertThat(watch).isNotNull();
            awaitCallAfter(() -> Files.writeString(real, "changed"));
        }
    }

    @Test
    void isSilentAfterItsEnd() throws IOException {
        DirectoryWatch watch = DirectoryWatch.start(temp, QUIET, "ended", calls::incrementAndGet);
        watch.close();
        watch.close();
        Files.writeString(temp.resolve("a"), "x");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("donmai-watch-ended");
        assertThat(calls).hasValue(0);
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private void awaitCallAfter(Change change) throws IOException {
        int before = calls.get();
        change.make();
        await().until(() -> calls.get() > before);
    }
}
