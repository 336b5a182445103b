package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.model.Json;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.session.SessionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

    @TempDir
    private Path directory;

    private SessionLayout layout;
    private Inbox inbox;

    @BeforeEach
    void open() {
        layout = new SessionLayout(directory);
        inbox = new Inbox(layout, () -> Instant.EPOCH);
    }

    private static InboxFile message(String id) {
        return new InboxFile(id, "user", "text of " + id, "");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(layout.inbox())) {
            return files.sorted().toList();
        }
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files()) {
            texts.add(Json.read(file, InboxFile.class).text());
        }
        return texts;
    }

    @Test
    void namesSortInTheOrderOfArrivalWhateverTheIdsAre() throws Exception {
        for (String id : List.of("b", "a", "../../etc/passwd", "", "~x", "é", "x".repeat(300))) {
            inbox.put(message(id));
        }
        assertThat(texts())
                .containsExactly(
                        "text of b",
                        "text of a",
                        "text of ../../etc/passwd",
                        "text of ",
                        "text of ~x",
                        "text of é",
                        "text of " + "x".repeat(300));
        assertThat(files())
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    @Test
    void aMessageThatComesTwiceIsDeliveredOnceAlsoAfterTheAgentHasIt() throws Exception {
        inbox.put(message("a"));
        inbox.put(message("a"));
        assertThat(files()).hasSize(1);
        Files.delete(files().getFirst());
        inbox.put(message("a"));
        assertThat(files()).isEmpty();
    }

    @Test
    void messagesWithoutAnIdAreAllDelivered() throws Exception {
        inbox.put(message(""));
        inbox.put(message(""));
        assertThat(files()).hasSize(2);
    }

    @Test
    void anAgentThatTakesNothingFillsNoDisk() throws Exception {
        for (int n = 0; n < Inbox.MAX_WAITING; n++) {
            inbox.put(message("m" + n));
        }
        assertThatThrownBy(() -> inbox.put(message("one more")))
                .hasMessage("the agent has not taken the last 256 messages");
        assertThat(files()).hasSize(Inbox.MAX_WAITING);
    }
}
