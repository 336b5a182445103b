package dev.donmai.model.wire;

import dev.donmai.model.Defaults;
import java.util.List;

/** {@code GET /api/daemon/workareas}. */
public record WorkareaList(List<WorkareaRow> active, List<WorkareaRow> archived) {

    public WorkareaList {
        active = Defaults.list(active);
        archived = Defaults.list(archived);
    }
}
