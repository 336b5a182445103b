package dev.donmai.orchestrator.internal.heartbeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import dev.donmai.model.Printable;
import dev.donmai.model.wire.HostStatusView;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the orchestrator sees this host, as far as it has said ({@code orchestrator.md} §5.4): some words mean that no new work
 * is to be claimed, until another word comes. A word that is not known stops nothing. Thread-safe.
 */
public final class HostStatus {

    private static final Set<String> SUSPENDING =
            Set.of("pool_deleted", "pool_draining", "pool_disabled", "unauthorized");
    private static final int MOST_SHOWN = 500;

    private static final Logger LOG = LoggerFactory.getLogger(HostStatus.class);

    private volatile HostStatusView current = HostStatusView.NONE;

    /** What it said last; absent when it has not. */
    public HostStatusView view() {
        return current;
    }

    /** Whether no work may be claimed. */
    public boolean suspendsClaims() {
        return current.claimsSuspended();
    }

    /** Takes the member of a reply; one that is absent changes nothing. */
    void update(JsonNode said) {
        if (said.isNull() || said.isMissingNode()) {
            return;
        }
        try {
            HostStatusView given = Json.convert(said, HostStatusView.class);
            install(new HostStatusView(
                    shown(given.status()),
                    shown(given.recommendedAction()),
                    given.candidatePoolIds().stream()
                            .limit(20)
                            .map(HostStatus::shown)
                            .toList(),
                    SUSPENDING.contains(given.status())));
        } catch (JsonProcessingException e) {
            LOG.warn("a host status is ignored that is not understood: {}", e.getOriginalMessage());
        }
    }

    private void install(HostStatusView next) {
        HostStatusView before = current;
        current = next;
        if (next.status().equals(before.status())) {
            return;
        }
        if (next.claimsSuspended()) {
            LOG.warn("the orchestrator says {}: no new work is claimed{}", next.status(), advice(next));
        } else if (before.claimsSuspended()) {
            LOG.info("the orchestrator says {}: work is claimed again", next.status());
        } else {
            LOG.info("the orchestrator says {}", next.status());
        }
    }

    private static String advice(HostStatusView status) {
        return status.recommendedAction().isEmpty() ? "" : "; its advice: " + status.recommendedAction();
    }

    private static String shown(String text) {
        return Printable.line(text, MOST_SHOWN);
    }
}
