package dev.donmai.orchestrator.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigException;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Drain;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionState;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.PlatformCredentials;
import dev.donmai.sessions.SessionEvents;
import dev.donmai.sessions.SessionOutput;
import dev.donmai.sessions.SessionQuery;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.sessions.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A daemon whose state a test sets. */
public final class Daemon {

    public volatile DaemonState state = DaemonState.RUNNING;
    public volatile boolean accepting = true;
    public volatile int active;
    public volatile int capacity = 2;
    public volatile DaemonConfig config = DaemonConfig.DEFAULTS;
    public volatile String failure = "";
    /** Why an edit of the configuration fails; empty when it does not. */
    public volatile String readOnly = "";

    public final List<ConfigEdit> edits = new CopyOnWriteArrayList<>();
    public final List<SessionRequest> accepted = new CopyOnWriteArrayList<>();
    public final List<PlatformCredentials> credentials = new CopyOnWriteArrayList<>();
    public final List<GitCredential> gitCredentials = new CopyOnWriteArrayList<>();
    public final List<String> messages = new CopyOnWriteArrayList<>();

    public final Map<String, SessionRecord> records = new ConcurrentHashMap<>();

    /** What is done with a session that was accepted. */
    public volatile Consumer<SessionRequest> onAccept = _ -> {};

    /** Session id → what its acceptance throws. */
    public final Map<String, AdmissionException> refusals = new ConcurrentHashMap<>();

    public final Lifecycle lifecycle = new Lifecycle() {
        @Override
        public DaemonState state() {
            return state;
        }

        @Override
        public boolean accepting() {
            return accepting;
        }

        @Override
        public String reportedStatus() {
            return state.wireName();
        }

        @Override
        public String version() {
            return "test";
        }

        @Override
        public Instant startedAt() {
            return Instant.EPOCH;
        }

        @Override
        public long uptimeSeconds() {
            return 0;
        }

        @Override
        public void pause() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resume() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void fail(String cause) {
            failure = cause;
        }

        @Override
        public Drain drain(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restart() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop(String cause) {
            throw new UnsupportedOperationException();
        }
    };

    public final Configuration configuration = new Configuration() {
        @Override
        public void load() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConfigSnapshot snapshot() {
            return ConfigSnapshot.of(config);
        }

        @Override
        public Path file() {
            return Path.of("/s/daemon.yaml");
        }

        @Override
        public StateDirectory state() {
            return new StateDirectory(Path.of("/s"));
        }

        @Override
        public boolean edit(List<ConfigEdit> wanted) throws ConfigException {
            if (!readOnly.isEmpty()) {
                throw new ConfigException(readOnly);
            }
            edits.addAll(wanted);
            List<Project> projects = new ArrayList<>(config.projects());
            for (ConfigEdit edit : wanted) {
                switch (edit) {
                    case ConfigEdit.AddProject add -> projects.add(project(add.id(), add.repository()));
                    case ConfigEdit.RemoveProject remove ->
                        projects.removeIf(project -> project.id().equals(remove.id()));
                    default -> throw new UnsupportedOperationException();
                }
            }
            boolean changed = !projects.equals(config.projects());
            config = config.withProjects(projects);
            return changed;
        }

        @Override
        public void reload() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path expand(String configured) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription onChange(Consumer<DaemonConfig> listener) {
            throw new UnsupportedOperationException();
        }
    };

    public final Sessions sessions = new Sessions() {
        @Override
        public SessionHandle accept(SessionRequest request) throws AdmissionException {
            AdmissionException refusal = refusals.get(request.spec().sessionId());
            if (refusal != null) {
                throw refusal;
            }
            accepted.add(request);
            onAccept.accept(request);
            return new SessionHandle(
                    request.spec().sessionId(),
                    1,
                    Instant.EPOCH,
                    SessionState.RUNNING,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    Exit.NONE);
        }

        @Override
        public List<SessionHandle> list(SessionQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int active() {
            return active;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public int capacity(DaemonConfig config) {
            return capacity;
        }

        @Override
        public void setCapacity(int slots) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void updateCredentials(PlatformCredentials fresh) {
            credentials.add(fresh);
        }

        @Override
        public void updateGitCredentials(List<GitCredential> fresh) {
            gitCredentials.addAll(fresh);
        }

        @Override
        public boolean deliver(String sessionId, InboxFile message) {
            messages.add(sessionId + ": " + message.kind() + " " + message.text());
            return accepted.stream()
                    .anyMatch(request -> request.spec().sessionId().equals(sessionId));
        }

        @Override
        public Optional<SessionDetail> detail(String sessionId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean authorises(String sessionId, String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SessionRecord> record(String sessionId) {
            return Optional.ofNullable(records.get(sessionId));
        }

        @Override
        public List<WorkareaRow> activeWorkareas() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Boolean> stop(String sessionId, String reason, Duration wait) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SessionEvents> events(String sessionId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SessionOutput> output(String sessionId) {
            throw new UnsupportedOperationException();
        }
    };

    /** A configured project. */
    public static Project project(String id, String repository) {
        try {
            return Json.read(Json.line(Map.of("id", id, "repository", repository)), Project.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The configuration with these projects, written {@code id=repository}. */
    public void allow(String... entries) {
        config = config.withProjects(Stream.of(entries)
                .map(entry -> entry.split("=", 2))
                .map(entry -> project(entry[0], entry[1]))
                .toList());
    }

    /** The configuration with this JSON over the defaults. */
    public void configure(String json) {
        try {
            config = Json.read(json, DaemonConfig.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
