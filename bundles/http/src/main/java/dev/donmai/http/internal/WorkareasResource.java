package dev.donmai.http.internal;

import dev.donmai.model.Json;
import dev.donmai.model.wire.WorkareaList;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.model.wire.WorkareaView;
import dev.donmai.sessions.Sessions;
import dev.donmai.workareas.CorruptArchiveException;
import dev.donmai.workareas.Workareas;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Trees of live sessions and archives of ended ones ({@code http-api.md} §13.1 to 13.3). */
@Component(service = WorkareasResource.class)
public final class WorkareasResource implements Resource {

    private final Sessions sessions;
    private final Workareas workareas;

    @Activate
    public WorkareasResource(@Reference Sessions sessions, @Reference Workareas workareas) {
        this.sessions = sessions;
        this.workareas = workareas;
    }

    @Override
    public void enter(Routes routes) {
        routes.get("/api/daemon/workareas", call -> list())
                .get("/api/daemon/workareas/", call -> list())
                .get("/api/daemon/workareas/{}", this::inspect);
    }

    private Reply list() {
        try {
            return Reply.json(200, new WorkareaList(sessions.activeWorkareas(), workareas.archived()));
        } catch (IOException e) {
            return Reply.error(500, "list workareas: " + e.getMessage());
        }
    }

    private Reply inspect(Call call) {
        Optional<WorkareaView> live = sessions.activeWorkareas().stream()
                .filter(row -> row.id().equals(call.id()))
                .findFirst()
                .map(WorkareasResource::view);
        try {
            Optional<WorkareaView> view = live.isPresent() ? live : workareas.inspect(call.id());
            return view.map(WorkareasResource::found).orElseGet(Reply::pageNotFound);
        } catch (CorruptArchiveException e) {
            return Reply.error(400, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Reply.error(500, "inspect workarea: " + e.getMessage());
        }
    }

    private static Reply.Whole found(WorkareaView view) {
        return Reply.json(200, Map.of("workarea", view));
    }

    /** A live session's row as a view, which shows neither path nor tool chain ({@code workareas.md} §2.3). */
    private static WorkareaView view(WorkareaRow row) {
        return new WorkareaView(
                row.id(),
                row.kind(),
                row.providerId(),
                row.sessionId(),
                row.projectId(),
                row.status(),
                "",
                row.ref(),
                row.repository(),
                Map.of(),
                row.acquiredAt(),
                "",
                Json.object());
    }
}
