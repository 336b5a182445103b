package dev.donmai.worker.internal.workarea;

import java.nio.file.Path;

/**
 * A checked-out tree.
 *
 * @param directory where it is
 * @param commit the commit it started from
 * @param branch the session's branch
 * @param baseBranch the branch it started from; empty when it started from the default branch, a tag or a commit
 * @param strategy how it really came about
 * @param note why that is not the strategy asked for; empty when it is
 */
public record Workarea(Path directory, String commit, String branch, String baseBranch, String strategy, String note) {}
