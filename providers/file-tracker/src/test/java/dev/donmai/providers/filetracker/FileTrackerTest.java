package dev.donmai.providers.filetracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.issuetracker.IssueOutcome.Done;
import dev.donmai.api.issuetracker.IssueOutcome.Unavailable;
import dev.donmai.api.issuetracker.IssueStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTrackerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private final FileTracker tracker = new FileTracker(InstantSource.fixed(Instant.parse("2026-05-20T09:15:04.123Z")));

    @Test
    void everyCallIsALineOfTheJournal() throws Exception {
        Local context = new Local(dir);

        assertThat(tracker.createComment("SHOP-1", "Two\n\"lines\"", context, LIMIT))
                .isEqualTo(new Done());
        assertThat(tracker.updateStatus("SHOP-1", IssueStatus.DELIVERED, context, LIMIT))
                .isEqualTo(new Done());

        assertThat(dir.resolve("issue.ndjson")).hasContent("""
                {"at":"2026-05-20T09:15:04Z","issueId":"SHOP-1","comment":"Two\\n\\"lines\\""}
                {"at":"2026-05-20T09:15:04Z","issueId":"SHOP-1","status":"Delivered"}
                """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("issue.ndjson"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatAKilledWorkerHadBegunToWriteIsCutOff() throws Exception {
        Files.writeString(dir.resolve("issue.ndjson"), "{\"at\":\"earlier\"}\n{\"at\":\"20");

        tracker.updateStatus("SHOP-1", IssueStatus.BACKLOG, new Local(dir), LIMIT);

        assertThat(Files.readAllLines(dir.resolve("issue.ndjson")))
                .containsExactly(
                        "{\"at\":\"earlier\"}",
                        "{\"at\":\"2026-05-20T09:15:04Z\",\"issueId\":\"SHOP-1\",\"status\":\"Backlog\"}");
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        Path gone = dir.resolve("gone");

        assertThat(tracker.updateStatus("SHOP-1", IssueStatus.BACKLOG, new Local(gone), LIMIT))
                .isInstanceOfSatisfying(
                        Unavailable.class, u -> assertThat(u.cause()).contains(gone.toString()));
    }
}
