package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omittable;
import java.time.Instant;

/**
 * What waits to be delivered to the orchestrator and what has become of the rest since the start; an addition to
 * {@code stats}.
 *
 * @param waiting results, statuses and refusals that it has not taken yet
 * @param oldest since when the first of them waits
 * @param lastError why the latest delivery failed that did
 * @param delivered how many it has taken
 * @param refused results that found no room; they stay with their sessions
 * @param dropped refusals of work that made room for newer ones
 * @param abandoned what it will never take
 */
public record OutboxView(
        int waiting,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Instant oldest,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastError,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long delivered,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long refused,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long dropped,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long abandoned)
        implements Omittable {

    /** Nothing has ever been in it. */
    public static final OutboxView NONE = new OutboxView(0, Instant.EPOCH, "", 0, 0, 0, 0);

    public OutboxView {
        oldest = Defaults.instant(oldest);
        lastError = Defaults.text(lastError);
    }

    @Override
    public boolean absent() {
        return equals(NONE);
    }
}
