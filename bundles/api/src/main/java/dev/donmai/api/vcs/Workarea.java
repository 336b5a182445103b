package dev.donmai.api.vcs;

import java.nio.file.Path;

/**
 * The working copy of a session as it was checked out.
 *
 * @param directory where it is, absolute
 * @param repository address of the repository it came from, the one that is pushed to whatever the working copy's own
 *     configuration says
 * @param base id of the commit it started from
 * @param baseBranch the branch that the work is meant for; empty for the repository's default branch
 */
public record Workarea(Path directory, String repository, String base, String baseBranch) {}
