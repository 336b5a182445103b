package dev.donmai.orchestrator.internal.heartbeat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the orchestrator is known to have of the allowlist: the list travels again until a beat with it was accepted, and
 * anew for another worker id ({@code orchestrator.md} §6.4). For one thread.
 */
final class ReportedAllowlist {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedAllowlist.class);

    private String workerId = "";
    private String hash = "";

    /** Whether a beat of this worker must carry the list. */
    boolean owes(String worker, AllowlistReport report) {
        return !report.hash().isEmpty()
                && !(worker.equals(workerId) && report.hash().equals(hash));
    }

    /** A beat of this worker, with this hash and where owed the list, was accepted. */
    void accepted(String worker, AllowlistReport report) {
        if (report.hash().isEmpty() && !hash.isEmpty()) {
            LOG.warn("the allowlist is empty now; the protocol has no word for that, so the orchestrator may go on"
                    + " offering work, which is refused");
        }
        workerId = worker;
        hash = report.hash();
    }
}
