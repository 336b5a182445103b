package dev.donmai.worker;

import dev.donmai.model.session.SessionFile.Checkout;
import dev.donmai.model.session.SessionFile.Limits;
import dev.donmai.model.session.SessionFile.PinnedProvider;
import dev.donmai.model.session.SessionFile.WorkerSettings;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.internal.assignment.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Work for tests that are about something else than where it comes from. */
public final class Works {

    private Works() {}

    public static Work of(SessionDetail detail) {
        return of(detail, Map.of(), WorkerSettings.DEFAULT);
    }

    public static Work of(SessionDetail detail, Map<String, String> env, WorkerSettings settings) {
        return new Work(
                detail.sessionId(),
                detail,
                env,
                new Checkout("", "", "", "full", "", "", ""),
                Path.of("/w"),
                PinnedProvider.named("x"),
                PinnedProvider.named("git"),
                PinnedProvider.named("platform"),
                new Limits(0, 0, 0, 0, 0),
                settings,
                Duration.ofHours(1),
                "http://d",
                "n");
    }
}
