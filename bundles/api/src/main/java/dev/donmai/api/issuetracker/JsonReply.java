package dev.donmai.api.issuetracker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reply to {@link IssueTrackerContext#post}.
 *
 * @param status HTTP status
 * @param isObject whether the body was a JSON object
 * @param body that object as plain JSON values; empty when it was none
 * @param text the beginning of the body as it came
 */
public record JsonReply(int status, boolean isObject, Map<String, Object> body, String text) {

    public JsonReply {
        body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
    }
}
