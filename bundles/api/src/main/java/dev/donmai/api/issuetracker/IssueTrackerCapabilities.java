package dev.donmai.api.issuetracker;

/**
 * What an issue tracker can do. What it declares is true and tested; a flag may rise later, never fall.
 *
 * @param statusUpdates it can move an issue to another status
 * @param comments it can comment on an issue
 * @param humanLabel name for people; may be empty
 */
public record IssueTrackerCapabilities(boolean statusUpdates, boolean comments, String humanLabel) {}
