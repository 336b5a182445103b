package dev.donmai.api.issuetracker;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an issue tracker can do. What it declares is true and tested; a flag may rise later, never fall.
 *
 * @param statusUpdates it can move an issue to another status
 * @param comments it can comment on an issue
 * @param humanLabel name for people; may be empty
 */
public record IssueTrackerCapabilities(boolean statusUpdates, boolean comments, String humanLabel) {
    /**
     * The record as attributes of the manifest, without their prefix {@code cap.}, in the order of their names; what is false or
     * empty is left out.
     */
    public Map<String, Object> attributes() {
        Map<String, Object> all = new TreeMap<>();
        all.put("supportsStatusUpdates", statusUpdates);
        all.put("supportsComments", comments);
        all.put("humanLabel", humanLabel);
        all.values().removeIf(value -> value.equals(false) || value.equals(""));
        return Collections.unmodifiableMap(all);
    }
}
