package dev.donmai.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.files.RotatingFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTailTest implements LogTail.Reader {

    @TempDir
    Path directory;

    private Path log = Path.of("/");
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    @BeforeEach
    void name() {
        log = directory.resolve("daemon.log");
    }

    @Override
    public synchronized void bytes(byte[] bytes, int count) {
        read.write(bytes, 0, count);
    }

    @Override
    public synchronized void anew() {
        read.writeBytes("~".getBytes(StandardCharsets.UTF_8));
    }

    private synchronized String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String last(int lines) throws IOException {
        read.reset();
        try (LogTail tail = LogTail.open(log)) {
            tail.last(lines, this);
        }
        return text();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 3, ''",
        "a, 3, a",
        "a|, 1, a|",
        "a|b|c|, 2, b|c|",
        "a|b|c, 2, b|c",
        "a|b|c|, 3, a|b|c|",
        "a|b|c|, 9, a|b|c|",
        "a|b|c|, 0, a|b|c|",
        "a|||, 2, ||",
        "|, 1, |",
    })
    void readsTheLastLines(String content, int lines, String expected) throws IOException {
        append(content.replace('|', '\n'));

        assertThat(last(lines)).isEqualTo(expected.replace('|', '\n'));
    }

    @Test
    void readsLinesThatAreLongerThanItsBlocks() throws IOException {
        String one = "1".repeat(50_000) + "\n";
        String two = "2".repeat(16_383) + "\n";
        append(one + two + one);

        assertThat(last(1)).isEqualTo(one);
        assertThat(last(2)).isEqualTo(two + one);
        assertThat(last(3)).isEqualTo(one + two + one);
    }

    @Test
    void goesBackIntoEarlierParts() throws IOException {
        try (RotatingFile file = RotatingFile.open(log, 8, 4)) {
            for (String line : new String[] {"1", "22", "333", "4444", "55", "6"}) {
                file.append((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(last(1)).isEqualTo("6\n");
        assertThat(last(3)).isEqualTo("4444\n55\n6\n");
        assertThat(last(5)).isEqualTo("22\n333\n4444\n55\n6\n");
        assertThat(last(0)).isEqualTo("1\n22\n333\n4444\n55\n6\n");
    }

    @Test
    void needsALog() {
        assertThatThrownBy(() -> LogTail.open(log)).isInstanceOf(NoSuchFileException.class);
    }

    /** What a test does while the log is followed. */
    private interface Writer {
        void write() throws Exception;
    }

    private void following(Writer writer) throws Exception {
        AtomicBoolean wanted = new AtomicBoolean(true);
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (LogTail tail = LogTail.open(log)) {
            tail.last(1, this);
            Thread follower = Thread.ofPlatform().name("follower").start(() -> {
                try {
                    tail.follow(this, wanted::get);
                    ended.complete(true);
                } catch (IOException | InterruptedException | RuntimeException e) {
                    ended.completeExceptionally(e);
                }
            });
            try {
                writer.write();
            } finally {
                wanted.set(false);
                follower.join();
            }
        }
        assertThat(ended).isCompletedWithValue(true);
    }

    private void awaitText(String expected) {
        await().untilAsserted(() -> assertThat(text()).isEqualTo(expected));
    }

    @Test
    void followsWhatIsAdded() throws Exception {
        append("old\nlast\n");

        following(() -> {
            append("ne");
            awaitText("last\nne");
            append("w\n");
            awaitText("last\nnew\n");
        });
    }

    @Test
    void followsOverARotation() throws Exception {
        append("last\n");

        following(() -> {
            Files.move(log, directory.resolve("daemon.log.1"));
            Files.writeString(directory.resolve("daemon.log.1"), "late\n", StandardOpenOption.APPEND);
            awaitText("last\nlate\n");
            append("next\n");
            awaitText("last\nlate\n~next\n");
        });
    }

    @Test
    void followsAFileThatIsEmptied() throws Exception {
        append("old\nlast\n");

        following(() -> {
            Files.writeString(log, "");
            awaitText("last\n~");
            append("next\n");
            awaitText("last\n~next\n");
        });
    }

    @Test
    void followsWhatADaemonWrites() throws Exception {
        append("last\n");
        StringBuilder written = new StringBuilder();

        following(() -> {
            try (RotatingFile file = RotatingFile.open(log, 40, 3)) {
                for (int i = 0; i < 20; i++) {
                    String line = "line " + i + "\n";
                    file.append(line.getBytes(StandardCharsets.UTF_8));
                    written.append(line);
                    await().until(() -> text().replace("~", "").endsWith(written.toString()));
                }
            }
        });

        assertThat(text().replace("~", "")).isEqualTo("last\n" + written);
    }
}
