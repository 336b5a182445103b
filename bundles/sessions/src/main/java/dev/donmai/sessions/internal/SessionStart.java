package dev.donmai.sessions.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.spawn.SpawnRequest;
import dev.donmai.config.Configuration;
import dev.donmai.model.Json;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.process.Executables;
import dev.donmai.process.LaunchSpec;
import dev.donmai.process.Launcher;
import dev.donmai.process.WrappedProcess;
import dev.donmai.sessions.DuplicateSessionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a session's directory and starts its worker in the launch wrapper. From the moment {@code session.json} is
 * there, a daemon that starts finds the session, whatever happens to this one.
 */
final class SessionStart {

    private static final String STARTED = "session.started";

    private static final Logger LOG = LoggerFactory.getLogger(SessionStart.class);

    private final SessionDirectories directories;
    private final Launcher launcher;
    private final SessionCgroups cgroups;
    private final WorkerEnvironment environment;
    private final SpawnHooks hooks;
    private final DaemonOptions options;
    private final Configuration configuration;
    private final Clock clock;

    SessionStart(
            SessionDirectories directories,
            Launcher launcher,
            SessionCgroups cgroups,
            SpawnHooks hooks,
            DaemonOptions options,
            SessionTokens tokens,
            Configuration configuration,
            Clock clock) {
        this.directories = directories;
        this.launcher = launcher;
        this.cgroups = cgroups;
        this.hooks = hooks;
        this.environment =
                new WorkerEnvironment(options, tokens, configuration.current().orchestrator());
        this.options = options;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Starts a session; nothing is left of one that cannot be started, and an earlier run of the id is back in place. */
    LiveSession start(SessionFile file, String workerId)
            throws IOException, SpawnHookException, DuplicateSessionException {
        SessionLayout layout = directories.create(file);
        boolean started = false;
        try {
            writeFirstEvents(file, layout);
            LiveSession session = launch(file, layout, workerId);
            started = true;
            return session;
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (!started) {
                SessionCgroups.remove(layout);
                directories.discard(layout);
            }
        }
    }

    /**
     * Starts a session that a former daemon had admitted and was killed before it could start. When that fails, the session
     * is one that has lost its wrapper.
     */
    LiveSession startLate(SessionFile file, SessionLayout layout) {
        LOG.info("session {} was admitted and never started; starting it now", file.sessionId());
        try {
            SessionCgroups.remove(layout);
            writeFirstEvents(file, layout);
            return launch(file, layout, file.detail().workerId());
        } catch (IOException | IllegalArgumentException | SpawnHookException e) {
            LOG.warn("session {} cannot be started: {}", file.sessionId(), e.getMessage());
            return new LiveSession(file, layout, Optional.empty(), Duration.ZERO);
        }
    }

    private void writeFirstEvents(SessionFile file, SessionLayout layout) throws IOException {
        String last = EventLogFile.lastKind(layout.events());
        try (SessionEventLog log = new SessionEventLog(layout.events(), file.sessionId(), clock)) {
            if (last.isEmpty()) {
                log.append(
                        "session.accepted",
                        Json.object()
                                .put("repository", PublicUrl.cut(file.spec().repository()))
                                .put("ref", file.spec().ref())
                                .put("projectId", file.projectId()));
            }
            if (!last.equals(STARTED)) {
                log.append(
                        STARTED,
                        Json.object()
                                .put("runtime", file.runtime().id())
                                .put("sandbox", file.decision().chosenSandbox()));
            }
        }
    }

    private LiveSession launch(SessionFile file, SessionLayout layout, String workerId)
            throws IOException, SpawnHookException {
        HookedSpawn spawn = hooks.call(request(file), environment.compose(file, layout, workerId));
        try {
            return launch(file, layout, spawn.environment());
        } catch (IOException | RuntimeException | Error e) {
            spawn.aborted("start worker: " + e.getMessage());
            throw e;
        }
    }

    private LiveSession launch(SessionFile file, SessionLayout layout, Map<String, String> variables)
            throws IOException {
        List<String> command = file.foreign() ? configuration.current().worker().command() : options.workerCommand();
        requireProgram(command.getFirst(), variables.getOrDefault("PATH", Executables.DEFAULT_PATH));
        LaunchSpec spec = LaunchSpec.of(layout.directory(), file.nonce(), command)
                .in(file.foreign() ? Path.of("") : layout.directory())
                .environment(variables);
        Optional<Path> cgroup = cgroups.create(file, layout);
        WrappedProcess process = launcher.start(cgroup.map(spec::cgroup).orElse(spec));
        return new LiveSession(file, layout, Optional.of(process), Duration.ZERO);
    }

    /** The wrapper could only tell it later, by a session that fails; a refusal leaves the work for another machine. */
    private static void requireProgram(String name, String path) throws FileNotFoundException {
        if (Executables.find(name, path).isEmpty()) {
            throw new FileNotFoundException("no executable program \"" + name + "\"");
        }
    }

    private static SpawnRequest request(SessionFile file) {
        return new SpawnRequest(
                file.sessionId(),
                PublicUrl.cut(file.checkout().repository()),
                file.spec().ref(),
                file.projectId(),
                file.detail().workType(),
                file.runtime().id(),
                Admission.clamped(file.spec().resources().vCpu()),
                Admission.clamped(file.spec().resources().memoryMb()),
                file.limits().maxDurationSeconds());
    }
}
