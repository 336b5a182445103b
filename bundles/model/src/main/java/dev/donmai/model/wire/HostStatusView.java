package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omittable;
import java.util.List;

/**
 * How the orchestrator sees this host ({@code orchestrator.md} §5.4); an addition to the answers about this daemon.
 *
 * @param status its word
 * @param recommendedAction its advice for people
 * @param candidatePoolIds where this host could go instead
 * @param claimsSuspended whether this daemon claims no work because of it
 */
public record HostStatusView(
        String status,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String recommendedAction,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> candidatePoolIds,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean claimsSuspended)
        implements Omittable {

    /** Nothing has been said. */
    public static final HostStatusView NONE = new HostStatusView("", "", List.of(), false);

    public HostStatusView {
        status = Defaults.text(status);
        recommendedAction = Defaults.text(recommendedAction);
        candidatePoolIds = Defaults.list(candidatePoolIds);
    }

    @Override
    public boolean absent() {
        return status.isEmpty();
    }
}
