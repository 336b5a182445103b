package dev.donmai.worker.internal;

/** Why a session failed ({@code sessions.md} §2.16, §2.20). The words are stable: never reused, new ones at the end. */
public enum FailureMode {
    WORKTREE_PROVISION("worktree-provision"),
    PROMPT_RENDER("prompt-render"),
    PROVIDER_RESOLVE("provider-resolve"),
    SPAWN_FAILED("spawn-failed"),
    PROVIDER_ERROR("provider-error"),
    SILENT_EXIT("silent-exit"),
    LOST_OWNERSHIP("lost-ownership"),
    TIMEOUT("timeout"),
    BUDGET_EXCEEDED("budget-exceeded"),
    OPERATOR_CANCELLED("operator-cancelled"),
    NO_PROGRESS("no-progress"),
    OUTPUT_LIMIT("output-limit"),
    /** The session directory took no more events or output: a full disk, most likely. */
    RECORD_FAILED("record-failed"),
    /** The platform was out of reach for longer than the session could wait. */
    PLATFORM_UNREACHABLE("platform-unreachable");

    private final String wireName;

    FailureMode(String wireName) {
        this.wireName = wireName;
    }

    /** The word on the wire. */
    public String wireName() {
        return wireName;
    }
}
