package dev.donmai.worker.internal.prompt;

import java.util.Map;

/** What an agent is told that says it is done and still owes something ({@code sessions.md} §2.14). */
public final class Reminder {

    private Reminder() {}

    /**
     * Of the pull request.
     *
     * @param subject what the work is about
     * @param comment whether a comment on the issue is missing too
     */
    public static String ofPullRequest(String subject, boolean comment) {
        return Template.REMIND_PULL_REQUEST.fill(Map.of("subject", subject, "comment", comment));
    }

    /** Of the marker of its verdict. */
    public static String ofVerdict(String subject) {
        return Template.REMIND_VERDICT.fill(Map.of("subject", subject));
    }
}
