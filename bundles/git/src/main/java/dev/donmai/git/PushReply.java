package dev.donmai.git;

import java.util.regex.Pattern;

/**
 * What a remote said to a push that reached it.
 *
 * @param answer the gist
 * @param words git's words, without secrets; empty when it went well
 */
record PushReply(Answer answer, String words) {
    enum Answer {
        DONE,
        /** The remote's branch has commits that the pushed one lacks. */
        NON_FAST_FORWARD,
        /** The remote's branch is not where it was expected to be. */
        STALE,
        /** Somebody holds the lock of the branch. */
        LOCKED,
        /** The remote doesn't want it. */
        REFUSED
    }

    private static final Pattern LOCK = Pattern.compile(
            "unable to create '[^']*\\.lock'|\\.lock': File exists|LOCK_FAILURE|failed to lock",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NON_FAST_FORWARD = Pattern.compile("non-fast-forward|fetch first|needs force");

    static final PushReply DONE = new PushReply(Answer.DONE, "");

    /** Reads {@code git push --porcelain}, whose line about the branch begins with an exclamation mark. */
    static PushReply rejected(String report, String stderr) {
        String words = GitErrors.words(report + "\n" + stderr);
        if (report.contains("stale info")) {
            return new PushReply(Answer.STALE, words);
        }
        if (NON_FAST_FORWARD.matcher(report).find()) {
            return new PushReply(Answer.NON_FAST_FORWARD, words);
        }
        return new PushReply(LOCK.matcher(words).find() ? Answer.LOCKED : Answer.REFUSED, words);
    }
}
