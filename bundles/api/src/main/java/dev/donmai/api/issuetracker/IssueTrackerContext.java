package dev.donmai.api.issuetracker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What the worker offers a tracker for one session. Thread-safe. */
@ProviderType
public interface IssueTrackerContext {

    /** Address of the platform without a slash at its end; empty for a session without one. */
    String platformUrl();

    /** The session's bearer token as it is now. It is renewed while a session runs: ask before every attempt. */
    String token() throws InterruptedException;

    /**
     * Posts a JSON object, once. Redirects are not followed, and what is read has a limit.
     *
     * @param url an {@code http(s)} address
     * @param bearer sent as {@code Authorization: Bearer}; empty for none
     * @param body plain JSON values
     * @param limit for the whole exchange
     * @return the reply, whatever its status is
     * @throws IOException when there is none; the message is for the operator and free of secrets
     */
    JsonReply post(String url, String bearer, Map<String, Object> body, Duration limit)
            throws IOException, InterruptedException;

    /** The session directory: what a tracker without a service of its own keeps there outlives the session. */
    Path sessionDirectory();
}
