package dev.donmai.sessions.internal;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.lifecycle.ControlToken;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Drain;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.model.wire.WorkareaView;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.registry.ProviderUnavailableException;
import dev.donmai.routing.Router;
import dev.donmai.workareas.Workareas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The sessions room over a temporary state directory; its neighbours are small fakes, its processes are real. */
record TestRoom(SessionService sessions, StateDirectory state, SpawnHooks hooks, CollectingOutbox outbox) {

    /** Where workers are told that the control API is. */
    static final String URL = "http://127.0.0.1:1";

    static TestRoom start(Path home, List<String> workerCommand) throws IOException, InterruptedException {
        StateDirectory state = new StateDirectory(home.resolve("state"));
        DaemonConfig config = Json.read(
                Json.line(Map.of(
                        "projects", List.of(Map.of("id", "demo", "repository", "https://git.example/demo")),
                        "worker", Map.of("command", workerCommand),
                        "limits", Map.of("outputMb", 1, "stopGraceSeconds", 1))),
                DaemonConfig.class);
        DaemonOptions options = new DaemonOptions(
                "",
                "",
                "",
                "",
                "",
                List.of(),
                List.of(),
                Map.of(
                        "PATH",
                        System.getenv("PATH"),
                        "HOME",
                        home.toString(),
                        "SHOP_TOKEN",
                        "Bearer rsk_live_of-another-time"));
        SpawnHooks hooks = new SpawnHooks(Duration.ofSeconds(30));
        CollectingOutbox outbox = new CollectingOutbox();
        SessionService sessions = new SessionService(
                new Running(),
                new Fixed(config, state),
                new AnyRuntime(),
                new NoProviders(),
                new DirectoryArchives(state),
                hooks,
                options,
                new NoControl(),
                new FixedToken(),
                outbox);
        sessions.start();
        return new TestRoom(sessions, state, hooks, outbox);
    }

    Path worktrees() {
        return state.worktrees();
    }

    Path directory(String id) {
        return state.sessions().resolve(id);
    }

    /** What a killed daemon leaves: nobody looks at the sessions any more, nobody touches them. */
    void abandon() {
        sessions.stop();
    }

    long descendants(long pid) {
        return ProcessHandle.of(pid).map(handle -> handle.descendants().count()).orElse(0L);
    }

    /** Processes that carry the mark of a session. */
    List<Path> marked(String id) throws IOException {
        String nonce = Json.mapper()
                .readTree(directory(id).resolve("session.json").toFile())
                .path("nonce")
                .asText();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(path -> environment(path).contains(nonce))
                    .toList();
        }
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private record Fixed(DaemonConfig config, StateDirectory state) implements Configuration {

        @Override
        public ConfigSnapshot snapshot() {
            return ConfigSnapshot.of(config);
        }

        @Override
        public void load() {}

        @Override
        public Path file() {
            return state.root().resolve("daemon.yaml");
        }

        @Override
        public void reload() {}

        @Override
        public boolean edit(List<ConfigEdit> edits) {
            return false;
        }

        @Override
        public Path expand(String configured) {
            return state().root().resolve(configured);
        }

        @Override
        public Subscription onChange(Consumer<DaemonConfig> listener) {
            return () -> {};
        }
    }

    private static final class AnyRuntime implements Router {

        @Override
        public Choice choose(String sessionId, String namedRuntime) throws ProviderUnavailableException {
            throw new ProviderUnavailableException("agent: no provider registered for name: \"" + namedRuntime + "\"");
        }

        @Override
        public RoutingExplanation chooseForForeignWorker(String sessionId) {
            return new RoutingExplanation(
                    sessionId, new RoutingDecision(sessionId, "local", "stub", 0, List.of(), Instant.now()), List.of());
        }

        @Override
        public void record(RoutingExplanation explanation) {}

        @Override
        public Optional<RoutingExplanation> explain(String sessionId) {
            return Optional.empty();
        }

        @Override
        public List<RoutingDecision> recent() {
            return List.of();
        }
    }

    private static final class NoProviders implements ProviderRegistry {

        @Override
        public List<ProviderFamily> families() {
            return List.of();
        }

        @Override
        public List<ProviderView> list(ProviderFamily family) {
            return List.of();
        }

        @Override
        public Optional<ProviderView> find(ProviderFamily family, String id) {
            return Optional.empty();
        }

        @Override
        public List<String> ready(ProviderFamily family) {
            return List.of();
        }

        @Override
        public Lease lease(ProviderFamily family, String id) throws ProviderUnavailableException {
            throw new ProviderUnavailableException("no provider \"" + id + "\"");
        }
    }

    private static final class FixedToken implements ControlToken {

        @Override
        public boolean matches(String presented) {
            return presented.equals("control");
        }

        @Override
        public String derive(String purpose) {
            return "for-" + purpose;
        }
    }

    /** Moves trees into a folder. */
    private record DirectoryArchives(StateDirectory state) implements Workareas {

        @Override
        public Path worktree(String sessionId) {
            return state.worktrees().resolve(sessionId);
        }

        @Override
        public Path mirrors() {
            return state.mirrors();
        }

        @Override
        public Optional<String> archiveAndRemove(ArchiveRequest request) throws IOException {
            Path tree = worktree(request.sessionId());
            if (!Files.isDirectory(tree)) {
                return Optional.empty();
            }
            Files.createDirectories(state.workareas());
            Files.move(tree, state.workareas().resolve(request.sessionId()));
            return Optional.of(request.sessionId());
        }

        @Override
        public long poolLimit(DaemonConfig config) {
            return 0;
        }

        @Override
        public void setPoolLimit(long gigabytes) {}

        @Override
        public List<WorkareaRow> archived() {
            return List.of();
        }

        @Override
        public Optional<WorkareaView> inspect(String archiveId) {
            return Optional.empty();
        }
    }

    private static final class Running implements Lifecycle {

        @Override
        public DaemonState state() {
            return DaemonState.RUNNING;
        }

        @Override
        public boolean accepting() {
            return true;
        }

        @Override
        public String reportedStatus() {
            return "ready";
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
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public Drain drain(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restart() {}

        @Override
        public void stop(String cause) {}

        @Override
        public void fail(String cause) {}
    }

    private static final class NoControl implements DaemonControl {

        @Override
        public void start() {}

        @Override
        public String address() {
            return URL.substring("http://".length());
        }

        @Override
        public Optional<Path> socket() {
            return Optional.empty();
        }

        @Override
        public String workerId() {
            return "worker-test-stub";
        }

        @Override
        public void stop(String cause) {}

        @Override
        public void forceStop() {}

        @Override
        public void reload() {}

        @Override
        public CompletableFuture<Integer> exit() {
            return new CompletableFuture<>();
        }

        @Override
        public String failure() {
            return "";
        }
    }
}
