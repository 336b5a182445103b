package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import java.util.List;

/** One step of a decision: who was left after it, who was not, and why ({@code http-api.md} §11.3). */
public record RoutingStep(
        int step,
        String phase,
        String dimension,
        List<String> remaining,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Eliminated> eliminated,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String note) {

    public RoutingStep {
        remaining = Defaults.list(remaining);
        eliminated = Defaults.list(eliminated);
        note = Defaults.text(note);
    }

    /** A candidate that this step dropped. */
    public record Eliminated(
            String providerId,
            String reason,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String detail) {

        public Eliminated {
            detail = Defaults.text(detail);
        }
    }
}
