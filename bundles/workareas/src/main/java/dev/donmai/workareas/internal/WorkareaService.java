package dev.donmai.workareas.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.Configuration;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.model.wire.WorkareaView;
import dev.donmai.workareas.CorruptArchiveException;
import dev.donmai.workareas.Workareas;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The workareas service: finds the archive root anew for every call, so that a changed configuration counts at once. */
@Component
public final class WorkareaService implements Workareas {

    private final Configuration configuration;
    private final DaemonOptions options;
    private final Clock clock = Clock.systemUTC();
    private final PoolLimit poolLimit = new PoolLimit();

    @Activate
    public WorkareaService(@Reference Configuration configuration, @Reference DaemonOptions options) {
        this.configuration = configuration;
        this.options = options;
    }

    private Path archiveRoot() {
        String home = options.environment().getOrDefault("HOME", "");
        Path homeDirectory = Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home);
        return ArchiveRoot.of(configuration.current(), configuration.state(), homeDirectory);
    }

    @Override
    public Path worktree(String sessionId) {
        return configuration.state().worktrees().resolve(sessionId);
    }

    @Override
    public Path mirrors() {
        return configuration.state().mirrors();
    }

    @Override
    public Optional<String> archiveAndRemove(ArchiveRequest request) throws IOException {
        return new ArchiveWriter(archiveRoot(), clock).archive(request, worktree(request.sessionId()));
    }

    @Override
    public long poolLimit(DaemonConfig config) {
        return poolLimit.now(config.capacity().poolMaxDiskGb());
    }

    @Override
    public void setPoolLimit(long gigabytes) {
        poolLimit.replace(configuration.current().capacity().poolMaxDiskGb(), gigabytes);
    }

    @Override
    public List<WorkareaRow> archived() throws IOException {
        return new Archives(archiveRoot()).list();
    }

    @Override
    public Optional<WorkareaView> inspect(String archiveId) throws IOException, CorruptArchiveException {
        return new Archives(archiveRoot()).inspect(archiveId);
    }
}
