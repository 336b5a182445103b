package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RotatingFileTest {
    @TempDir
    Path directory;

    private Path file = Path.of("/nowhere");

    @BeforeEach
    void name() {
        file = directory.resolve("output.log");
    }

    @Test
    void keepsTheLastPartsAndCountsFromTheStart() throws IOException {
        try (RotatingFile log = RotatingFile.open(file, 10, 3)) {
            for (int i = 0; i < 10; i++) {
                append(log, "line-" + i + "\n");
            }
            assertThat(log.position()).isEqualTo(70);
        }
        assertThat(file).hasContent("line-9\n");
        assertThat(directory.resolve("output.log.1")).hasContent("line-8\n");
        assertThat(directory.resolve("output.log.2")).hasContent("line-7\n");
        assertThat(names()).containsExactly("output.log", "output.log.1", "output.log.2", "output.log.from-49");

        RotatingLog.Slice gone = new RotatingLog(file).read(0, 1000);
        assertThat(gone.start()).isEqualTo(49);
        assertThat(gone.oldest()).isEqualTo(49);
        assertThat(gone.end()).isEqualTo(70);
        assertThat(readAll(0)).isEqualTo("line-7\nline-8\nline-9\n");
        assertThat(readAll(58)).isEqualTo("ine-8\nline-9\n".substring(1));
        assertThat(new RotatingLog(file).read(1000, 10).start()).isEqualTo(70);
        assertThat(new RotatingLog(file).read(70, 10).bytes()).isEmpty();
    }

    @Test
    void anInterruptedWriterDoesNotCloseIt() throws IOException {
        Path file = directory.resolve("interrupted.log");
        try (RotatingFile log = RotatingFile.open(file, 4, 2)) {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 5; i++) {
                log.append(new byte[] {'a', 'b', '\n'});
            }
            assertThat(Thread.interrupted()).isTrue();
            log.append(new byte[] {'c', '\n'});
            assertThat(log.position()).isEqualTo(17);
        }
        assertThat(file).hasContent("c\n");
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (RotatingFile log = RotatingFile.open(file, 14, 2)) {
                assertThat(log.position()).isEqualTo(7L * i);
                append(log, "line-" + i + "\n");
            }
        }
        assertThat(readAll(0)).isEqualTo("line-6\nline-7\nline-8\nline-9\n");
    }

    @Test
    void givesALineLargerThanAPartOneOfItsOwn() throws IOException {
        try (RotatingFile log = RotatingFile.open(file, 4, 2)) {
            append(log, "a");
            append(log, "0123456789");
            append(log, "b");
            assertThat(log.position()).isEqualTo(12);
        }
        assertThat(directory.resolve("output.log.1")).hasContent("0123456789");
        assertThat(readAll(0)).isEqualTo("0123456789b");
    }

    @Test
    void worksWithASinglePart() throws IOException {
        try (RotatingFile log = RotatingFile.open(file, 3, 1)) {
            append(log, "aaa");
            append(log, "bbb");
            append(log, "c");
            assertThat(log.position()).isEqualTo(7);
        }
        assertThat(readAll(0)).isEqualTo("c");
        assertThat(new RotatingLog(file).read(0, 1).oldest()).isEqualTo(6);
    }

    @Test
    void countsOnAfterACrashAtAnyStepOfARotation() throws IOException {
        // Three full parts; then what each step of a rotation does, as a crash would leave it.
        List<Step> steps = List.of(
                () -> Files.move(directory.resolve("output.log.2"), directory.resolve("output.log.from-7")),
                () -> Files.write(directory.resolve("output.log.from-7"), new byte[0]),
                () -> Files.move(directory.resolve("output.log.1"), directory.resolve("output.log.2")),
                () -> Files.move(file, directory.resolve("output.log.1")));
        for (int crash = 0; crash <= steps.size(); crash++) {
            try (Stream<Path> old = Files.list(directory)) {
                for (Path entry : old.toList()) {
                    Files.delete(entry);
                }
            }
            Files.writeString(directory.resolve("output.log.2"), "line-0\n");
            Files.writeString(directory.resolve("output.log.1"), "line-1\n");
            Files.writeString(file, "line-2\n");
            for (int i = 0; i < crash; i++) {
                steps.get(i).run();
            }
            String kept = crash == 0 ? "line-0\nline-1\nline-2\n" : "line-1\nline-2\n";
            assertThat(readAll(0)).as("after %d steps", crash).isEqualTo(kept);
            try (RotatingFile log = RotatingFile.open(file, 7, 3)) {
                assertThat(log.position()).as("after %d steps", crash).isEqualTo(21);
                append(log, "line-3\n");
                append(log, "line-4\n");
            }
            assertThat(readAll(0)).as("after %d steps", crash).isEqualTo("line-2\nline-3\nline-4\n");
            assertThat(new RotatingLog(file).read(0, 1).oldest()).isEqualTo(14);
        }
    }

    @Test
    void dropsWhatIsTooManyAfterTheLimitWasLowered() throws IOException {
        try (RotatingFile log = RotatingFile.open(file, 1, 6)) {
            for (char c = 'a'; c <= 'f'; c++) {
                append(log, String.valueOf(c));
            }
        }
        try (RotatingFile log = RotatingFile.open(file, 1, 2)) {
            append(log, "g");
            assertThat(log.position()).isEqualTo(7);
        }
        assertThat(readAll(0)).isEqualTo("fg");
    }

    @Test
    void canBeReadWhileItIsWrittenAndRotated() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        int lines = 3000;
        try (RotatingFile log = RotatingFile.open(file, 2000, 4)) {
            append(log, line(0));
            Thread writer = Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int i = 1; i < lines; i++) {
                        append(log, line(i));
                    }
                } catch (IOException e) {
                    failure.set(e);
                }
            });
            RotatingLog reader = new RotatingLog(file);
            long offset = 0;
            while (offset < 10L * lines && failure.get() == null) {
                RotatingLog.Slice slice = reader.read(offset, 500);
                String text = new String(slice.bytes(), StandardCharsets.UTF_8);
                for (int i = 0; i < text.length(); i++) {
                    long at = slice.start() + i;
                    assertThat(text.charAt(i)).isEqualTo(line(at / 10).charAt((int) (at % 10)));
                }
                offset = slice.next();
            }
            writer.join();
            assertThat(failure.get()).isNull();
            assertThat(log.position()).isEqualTo(10L * lines);
        }
    }

    @Test
    void readsAPlainFileAndOneThatIsNotThereYet() throws IOException {
        RotatingLog log = new RotatingLog(file);
        assertThat(log.exists()).isFalse();
        assertThat(log.read(5, 10).bytes()).isEmpty();
        Files.writeString(file, "abc");
        assertThat(log.exists()).isTrue();
        assertThat(log.read(1, 10).bytes()).asString(StandardCharsets.UTF_8).isEqualTo("bc");
        assertThatThrownBy(() -> new RotatingLog(directory.resolve("no/log")).read(0, 1))
                .isInstanceOf(NoSuchFileException.class);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static String line(long i) {
        return "line-%04d%s".formatted(i, "\n");
    }

    private static void append(RotatingFile log, String text) throws IOException {
        log.append(text.getBytes(StandardCharsets.UTF_8));
    }

    private String readAll(long from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        RotatingLog log = new RotatingLog(file);
        long offset = from;
        while (true) {
            RotatingLog.Slice slice = log.read(offset, 4);
            if (slice.bytes().length == 0) {
                return all.toString(StandardCharsets.UTF_8);
            }
            all.write(slice.bytes());
            offset = slice.next();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
