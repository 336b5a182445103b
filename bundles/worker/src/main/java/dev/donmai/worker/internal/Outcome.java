package dev.donmai.worker.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.worker.internal.agent.Observed;
import dev.donmai.worker.internal.ending.BackstopReport;
import dev.donmai.worker.internal.ending.IssueUpdate;
import dev.donmai.worker.internal.result.Verdict;
import dev.donmai.worker.internal.workarea.Collected;
import dev.donmai.worker.internal.workarea.Workarea;
import java.util.Optional;

/**
 * Everything a run has come to.
 *
 * @param verdict how it ended
 * @param observed what the agent said
 * @param workarea its tree; empty when none was made
 * @param collected what is in the tree
 * @param backstop what the runner did with it
 * @param issue what became of the issue; empty when nothing was to become of it
 * @param budget what was used of the stage's budget; empty when the agent was never started
 */
public record Outcome(
        Verdict verdict,
        Observed observed,
        Optional<Workarea> workarea,
        Collected collected,
        BackstopReport backstop,
        Optional<IssueUpdate.Done> issue,
        Optional<ObjectNode> budget) {

    /** Address of the pull request, whoever opened it; empty for none. */
    public String pullRequest() {
        return observed.pullRequest().isEmpty() ? backstop.url() : observed.pullRequest();
    }
}
