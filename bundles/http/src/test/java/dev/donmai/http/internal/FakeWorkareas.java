package dev.donmai.http.internal;

import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.model.wire.WorkareaView;
import dev.donmai.workareas.CorruptArchiveException;
import dev.donmai.workareas.Workareas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Archives that a test puts there; the id {@code broken} is corrupt, {@code unreadable} fails. */
final class FakeWorkareas implements Workareas {

    final List<WorkareaRow> rows = new ArrayList<>();
    final Map<String, WorkareaView> views = new HashMap<>();
    boolean unreadable;
    volatile long poolLimit;

    @Override
    public Path worktree(String sessionId) {
        return Path.of(sessionId);
    }

    @Override
    public Path mirrors() {
        return Path.of("mirrors");
    }

    @Override
    public Optional<String> archiveAndRemove(ArchiveRequest request) {
        return Optional.empty();
    }

    @Override
    public long poolLimit(DaemonConfig config) {
        return poolLimit;
    }

    @Override
    public void setPoolLimit(long gigabytes) {
        poolLimit = gigabytes;
    }

    @Override
    public List<WorkareaRow> archived() throws IOException {
        if (unreadable) {
            throw new IOException("permission denied");
        }
        return rows;
    }

    @Override
    public Optional<WorkareaView> inspect(String archiveId) throws IOException, CorruptArchiveException {
        if (unreadable) {
            throw new IOException("permission denied");
        }
        if (archiveId.equals("broken")) {
            throw new CorruptArchiveException("manifest.json: not JSON");
        }
        return Optional.ofNullable(views.get(archiveId));
    }
}
