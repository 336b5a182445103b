package dev.donmai.orchestrator.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.session.QueueLayout;
import dev.donmai.orchestrator.internal.queue.Backlog.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogTest {

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong(-3);
    private Backlog backlog;

    @BeforeEach
    void create() throws IOException {
        QueueLayout layout = new QueueLayout(directory);
        new QueueFiles(layout).create();
        backlog = new Backlog(layout, nanos::get);
    }

    private void put(String file, String content) throws IOException {
        Files.writeString(directory.resolve("new").resolve(file), content);
    }

    private List<String> items() throws IOException {
        backlog.refresh();
        return backlog.items().stream().map(Waiting::name).toList();
    }

    private List<String> invalid() throws IOException {
        backlog.refresh();
        return backlog.invalid().stream().map(Waiting::name).toList();
    }

    private void settle() {
        nanos.addAndGet(Backlog.SETTLED_AFTER.toNanos());
    }

    @Test
    void byPriorityThenTimeThenName() throws Exception {
        put("none.json", "{\"queuedAt\":1}");
        put("zero.json", "{\"priority\":0,\"queuedAt\":2}");
        put("low.json", "{\"priority\":4,\"queuedAt\":1}");
        put("urgent-b.json", "{\"priority\":1,\"queuedAt\":5}");
        put("urgent-a.json", "{\"priority\":1,\"queuedAt\":5}");
        put("urgent-first.json", "{\"priority\":1,\"queuedAt\":4}");
        assertThat(items()).containsExactly("urgent-first", "urgent-a", "urgent-b", "low", "none", "zero");
    }

    @Test
    void whatIsBeingWrittenOrIsNoItemIsNotSeen() throws Exception {
        put(".a.json.123.donmai-tmp", "{}");
        put(".hidden.json", "{}");
        put("readme.txt", "text");
        put("a.json", "{}");
        assertThat(items()).containsExactly("a");
        settle();
        assertThat(invalid()).isEmpty();
    }

    @Test
    void aTornFileBecomesAnItemWhenItIsWhole() throws Exception {
        put("a.json", "{\"sessionId\":");
        assertThat(items()).isEmpty();
        assertThat(backlog.unsettled()).isTrue();
        nanos.addAndGet(Backlog.SETTLED_AFTER.toNanos() - 1);
        assertThat(invalid()).isEmpty();
        put("a.json", "{\"sessionId\":\"x\"");
        nanos.addAndGet(1);
        assertThat(invalid()).as("it has changed").isEmpty();
        put("a.json", "{\"sessionId\":\"x\"}");
        assertThat(items()).containsExactly("a");
        assertThat(backlog.items().getFirst().sessionId()).isEqualTo("x");
    }

    @Test
    void whatStaysTornIsInvalid() throws Exception {
        put("a.json", "{\"sessionId\":");
        Files.createDirectory(directory.resolve("new/folder.json"));
        Files.createSymbolicLink(directory.resolve("new/link.json"), Path.of("/etc/hostname"));
        put("large.json", " ".repeat((int) Backlog.MAX_BYTES + 1));
        assertThat(invalid()).isEmpty();
        settle();
        assertThat(invalid()).containsExactlyInAnyOrder("a", "folder", "link", "large");
    }

    @Test
    void whatIsGoneIsForgotten() throws Exception {
        put("a.json", "{}");
        put("b.json", "{}");
        assertThat(items()).containsExactly("a", "b");
        backlog.remove("a");
        Files.delete(directory.resolve("new/b.json"));
        assertThat(backlog.isEmpty()).isFalse();
        assertThat(items()).containsExactly("a");
    }

    @Test
    void aFolderThatIsMissingIsEmpty() throws Exception {
        Files.delete(directory.resolve("new"));
        assertThat(items()).isEmpty();
    }
}
