package dev.donmai.worker.internal.ending;

import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.api.issuetracker.JsonReply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What the worker offers the issue tracker of a session without a platform: a directory, and nobody to call. */
public record LocalTracker(Path sessionDirectory) implements IssueTrackerContext {

    @Override
    public String platformUrl() {
        return "";
    }

    @Override
    public String token() {
        return "";
    }

    @Override
    public JsonReply post(String url, String bearer, Map<String, Object> body, Duration limit) throws IOException {
        throw new IOException("the session has no platform, so nobody is called");
    }
}
