/**
 * What becomes of the work when the agent is done with it: the commit, the push and the pull request of
 * {@link dev.donmai.worker.internal.ending.Backstop}, and the status of
 * {@link dev.donmai.worker.internal.ending.IssueUpdate}. What each work type asks for stands in
 * {@link dev.donmai.worker.internal.ending.WorkType}.
 */
@NullMarked
package dev.donmai.worker.internal.ending;

import org.jspecify.annotations.NullMarked;
