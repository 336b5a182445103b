package dev.donmai.worker.internal.ending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.util.List;

/**
 * What the backstop did.
 *
 * @param extent how far it was to go
 * @param commit the commit it made; empty for none
 * @param pushed whether the repository has the branch now
 * @param created whether it opened a pull request
 * @param url the pull request's address; empty for none
 * @param diagnostics what kept it from going on, and what is worth knowing; empty for nothing
 */
public record BackstopReport(
        BackstopExtent extent, String commit, boolean pushed, boolean created, String url, String diagnostics) {

    /** Nothing was to be done. */
    public static final BackstopReport NONE = new BackstopReport(BackstopExtent.NONE, "", false, false, "", "");

    /** The {@code backstopReport} of the result; empty when there was none to speak of. */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        if (extent.compareTo(BackstopExtent.PUSH) < 0) {
            return json;
        }
        json.put("triggered", true).put("pushed", pushed).put("prCreated", created);
        if (!url.isEmpty()) {
            json.put("prUrl", url);
        }
        if (extent == BackstopExtent.PULL_REQUEST && url.isEmpty()) {
            json.set("unfilledFields", Json.mapper().valueToTree(List.of("pullRequestUrl")));
        }
        if (!diagnostics.isEmpty()) {
            json.put("diagnostics", diagnostics);
        }
        return json;
    }

    /** What people should know who did not ask for a backstop; empty for nothing. */
    public String warning() {
        if (extent != BackstopExtent.COMMIT) {
            return "";
        }
        if (!diagnostics.isEmpty()) {
            return "the work could not be saved: " + diagnostics;
        }
        return commit.isEmpty() ? "" : "the unfinished work is saved as commit " + commit + " and was not pushed";
    }
}
