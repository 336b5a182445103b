package dev.donmai.api.vcs;

/**
 * A wish for a pull request.
 *
 * @param title one line
 * @param body text in Markdown
 * @param branch the branch that was pushed
 * @param base the branch it should go into; empty for the repository's default branch
 * @param credentials what the repository's host is reached with
 */
public record PullRequest(String title, String body, String branch, String base, VcsCredentials credentials) {}
