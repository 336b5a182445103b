package dev.donmai.orchestrator.internal;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.sessions.PlatformCredentials;
import dev.donmai.sessions.SessionEvents;
import dev.donmai.sessions.SessionOutput;
import dev.donmai.sessions.SessionQuery;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.sessions.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A daemon whose state a test sets. */
final class Daemon {

    volatile DaemonState state = DaemonState.RUNNING;
    volatile boolean accepting = true;
    volatile int active;
    volatile int capacity = 2;
    volatile DaemonConfig config = DaemonConfig.DEFAULTS;

    final Lifecycle lifecycle = new Lifecycle() {
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
        public CompletableFuture<Integer> drain(Duration timeout) {
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

        @Override
        public void fail(String cause) {
            throw new UnsupportedOperationException();
        }
    };

    final Configuration configuration = new Configuration() {
        @Override
        public void load() {
            throw new UnsupportedOperationException();
        }

        @Override
        public DaemonConfig current() {
            return config;
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
        public void reload() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean edit(List<ConfigEdit> edits) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> pendingRestart() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> warnings() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription onChange(Consumer<DaemonConfig> listener) {
            throw new UnsupportedOperationException();
        }
    };

    final Sessions sessions = new Sessions() {
        @Override
        public SessionHandle accept(SessionRequest request) {
            throw new UnsupportedOperationException();
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
        public void setCapacity(int slots) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void updateCredentials(PlatformCredentials credentials) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void updateGitCredentials(List<GitCredential> credentials) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean deliver(String sessionId, InboxFile message) {
            throw new UnsupportedOperationException();
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
            throw new UnsupportedOperationException();
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
}
