package dev.donmai.api.issuetracker;

/** Where a session can move an issue ({@code sessions.md} §2.17). A tracker maps these to its own words. */
public enum IssueStatus {
    FINISHED("Finished"),
    DELIVERED("Delivered"),
    ACCEPTED("Accepted"),
    REJECTED("Rejected"),
    BACKLOG("Backlog");

    private final String wireName;

    IssueStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The name used in JSON. */
    public String wireName() {
        return wireName;
    }
}
