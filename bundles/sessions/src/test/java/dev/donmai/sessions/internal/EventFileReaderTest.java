package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.files.LineLog;
import dev.donmai.sessions.SessionEvents.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileReaderTest {

    @TempDir
    private Path directory;

    private final AtomicBoolean over = new AtomicBoolean();

    private Path log() {
        return directory.resolve("events.ndjson");
    }

    private static String event(long id) {
        return "{\"id\":" + id + ",\"kind\":\"agent.text\",\"text\":\"é" + "x".repeat((int) (id % 500)) + "\"}";
    }

    private List<Long> readFrom(long cursor) throws IOException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        try (EventFileReader reader = new EventFileReader(log(), over::get)) {
            reader.seek(cursor);
            while (!reader.ended()) {
                for (Event event : reader.next(7, Duration.ofSeconds(5))) {
                    assertThat(event.json()).startsWith("{\"id\":" + event.id() + ",");
                    assertThat(event.kind()).isEqualTo("agent.text");
                    ids.add(event.id());
                }
            }
        }
        return ids;
    }

    @Test
    void replaysFromAnyCursorWithoutGapOrDuplicateWhileTheLogGrows() throws Exception {
        Thread writer = Thread.ofPlatform().start(() -> {
            try (LineLog log = LineLog.open(log())) {
                for (int i = 0; i < 2000; i++) {
                    log.append(EventFileReaderTest::event);
                }
                over.set(true);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(readFrom(0))
                .isEqualTo(LongStream.rangeClosed(1, 2000).boxed().toList());
        writer.join();
        assertThat(readFrom(1999)).containsExactly(2000L);
        assertThat(readFrom(2000)).isEmpty();
        assertThat(readFrom(777))
                .isEqualTo(LongStream.rangeClosed(778, 2000).boxed().toList());
    }

    @Test
    void handsOutATornLineOnlyWhenItIsWhole() throws Exception {
        Files.writeString(log(), event(1) + "\n{\"id\":2,\"kind\":\"agent");
        try (EventFileReader reader = new EventFileReader(log(), over::get)) {
            assertThat(reader.next(10, Duration.ZERO)).extracting(Event::id).containsExactly(1L);
            assertThat(reader.next(10, Duration.ZERO)).isEmpty();
            Files.writeString(log(), ".text\"}\n", StandardOpenOption.APPEND);
            assertThat(reader.next(10, Duration.ZERO)).extracting(Event::kind).containsExactly("agent.text");
        }
    }

    @Test
    void readsATornLineAnewWhenTheNextWriterHasCutIt() throws Exception {
        Files.writeString(log(), event(1) + "\n{\"id\":2,\"torn");
        try (EventFileReader reader = new EventFileReader(log(), over::get)) {
            reader.next(10, Duration.ZERO);
            try (LineLog log = LineLog.open(log())) {
                log.append(EventFileReaderTest::event);
            }
            assertThat(reader.next(10, Duration.ZERO)).extracting(Event::json).containsExactly(event(2));
        }
    }

    @Test
    void goesBackWhenAskedTo() throws Exception {
        try (LineLog log = LineLog.open(log())) {
            log.append(EventFileReaderTest::event);
            log.append(EventFileReaderTest::event);
        }
        try (EventFileReader reader = new EventFileReader(log(), over::get)) {
            assertThat(reader.next(10, Duration.ZERO)).hasSize(2);
            reader.seek(1);
            assertThat(reader.next(10, Duration.ZERO)).extracting(Event::id).containsExactly(2L);
        }
    }
}
