package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryWatchTest {
    private static final Duration QUIET = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofDays(1);

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
        DirectoryWatch.Receiver receiver = () -> {
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
    void survivesAnErrorOfItsReceiver() throws IOException {
        DirectoryWatch.Receiver receiver = () -> {
            if (calls.incrementAndGet() == 1) {
                throw new StackOverflowError("on purpose");
            }
        };
        try (DirectoryWatch watch = DirectoryWatch.start(temp, QUIET, "test", receiver)) {
            assertThat(watch).isNotNull();
            awaitCallAfter(() -> Files.writeString(temp.resolve("a"), "1"));
            awaitCallAfter(() -> Files.writeString(temp.resolve("b"), "1"));
        }
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
                Files.createDirectory(temp.resolve("dotfiles")).resolve("donmai.yaml"), "a");
        Path file = Files.createDirectory(temp.resolve("state")).resolve("daemon.yaml");
        Files.createSymbolicLink(file, real);
        try (DirectoryWatch watch = DirectoryWatch.startForFile(file, QUIET, NEVER, "test", calls::incrementAndGet)) {
            assertThat(watch).isNotNull();
            awaitCallAfter(() -> Files.writeString(real, "changed"));
            awaitCallAfter(() -> AtomicFile.write(file, "changed again"));
            Path other = Files.writeString(
                    Files.createDirectory(temp.resolve("elsewhere")).resolve("daemon.yaml"), "other");
            awaitCallAfter(() -> replaceLink(file, other));
            awaitCallAfter(() -> Files.writeString(other, "changed there"));
        }
    }

    /** The way a mounted configuration of Kubernetes changes: a directory behind the link is replaced by another. */
    @Test
    void noticesThatADirectoryBehindALinkIsReplaced() throws IOException {
        Path mount = Files.createDirectory(temp.resolve("mount"));
        Files.writeString(Files.createDirectory(mount.resolve("..1")).resolve("daemon.yaml"), "one");
        Files.writeString(Files.createDirectory(mount.resolve("..2")).resolve("daemon.yaml"), "two");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("daemon.yaml"), Path.of("..data/daemon.yaml"));
        Path outside = Files.createSymbolicLink(temp.resolve("daemon.yaml"), mount.resolve("daemon.yaml"));
        try (DirectoryWatch within = DirectoryWatch.startForFile(
                        mount.resolve("daemon.yaml"), QUIET, NEVER, "test", calls::incrementAndGet);
                DirectoryWatch without =
                        DirectoryWatch.startForFile(outside, QUIET, NEVER, "test", calls::incrementAndGet)) {
            assertThat(within).isNotSameAs(without);
            replaceLink(mount.resolve("..data"), Path.of("..2"));
            await().until(() -> calls.get() == 2);
        }
    }

    private static void replaceLink(Path link, Path target) throws IOException {
        Path next = Files.createSymbolicLink(link.resolveSibling("..next"), target);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
