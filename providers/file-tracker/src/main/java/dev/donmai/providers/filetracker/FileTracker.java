package dev.donmai.providers.filetracker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.donmai.api.issuetracker.IssueOutcome;
import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.files.LineLog;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Keeps a journal: one JSON object a line, {@code {"at","issueId","status"}} or {@code {"at","issueId","comment"}}, durable when
 * the call returns. The last status counts.
 */
public final class FileTracker implements IssueTracker {

    /** The journal's name in the session directory. */
    static final String FILE = "issue.ndjson";

    /** What a comment may have; the rest of a longer one is cut. */
    private static final int LONGEST_COMMENT = 64 * 1024;

    private final JsonFactory json = new JsonFactory();
    private final InstantSource clock;

    public FileTracker() {
        this(InstantSource.system());
    }

    FileTracker(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String id() {
        return FileTrackerProvider.ID;
    }

    @Override
    public IssueOutcome updateStatus(String issueId, IssueStatus status, IssueTrackerContext context, Duration limit) {
        return append(context.sessionDirectory(), issueId, "status", status.wireName());
    }

    @Override
    public IssueOutcome createComment(String issueId, String text, IssueTrackerContext context, Duration limit) {
        return append(
                context.sessionDirectory(),
                issueId,
                "comment",
                text.length() <= LONGEST_COMMENT ? text : text.substring(0, LONGEST_COMMENT) + "…");
    }

    private synchronized IssueOutcome append(Path directory, String issueId, String name, String value) {
        Path file = directory.resolve(FILE);
        try (LineLog journal = LineLog.open(file)) {
            String line = line(issueId, name, value);
            journal.append(number -> line);
            journal.sync();
            return new IssueOutcome.Done();
        } catch (IOException e) {
            return new IssueOutcome.Unavailable("can't write " + file + ": " + e);
        }
    }

    private String line(String issueId, String name, String value) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeStringField(
                    "at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
            generator.writeStringField("issueId", issueId);
            generator.writeStringField(name, value);
            generator.writeEndObject();
        }
        return line.toString();
    }
}
