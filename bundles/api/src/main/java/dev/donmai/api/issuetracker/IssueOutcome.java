package dev.donmai.api.issuetracker;

/** How a call of a tracker ended. Texts are for the operator and free of secrets. */
public sealed interface IssueOutcome {

    /** It is done. */
    record Done() implements IssueOutcome {}

    /** The tracker doesn't want it; asking again won't help. */
    record Refused(String cause) implements IssueOutcome {}

    /** The tracker could not be asked, or had no answer, as often as was tried; it may work later. */
    record Unavailable(String cause) implements IssueOutcome {}
}
