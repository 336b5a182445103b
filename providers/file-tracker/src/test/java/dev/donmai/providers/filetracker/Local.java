package dev.donmai.providers.filetracker;

import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.api.issuetracker.JsonReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What the worker offers a tracker in a session without a platform. */
record Local(Path sessionDirectory) implements IssueTrackerContext {

    @Override
    public String platformUrl() {
        return "";
    }

    @Override
    public String token() {
        return "";
    }

    @Override
    public JsonReply post(String url, String bearer, Map<String, Object> body, Duration limit) {
        throw new IllegalStateException("nothing is sent");
    }
}
