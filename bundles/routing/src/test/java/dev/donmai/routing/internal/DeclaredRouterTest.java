package dev.donmai.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.model.wire.RoutingDecision.Rejected;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.model.wire.RoutingStep;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.registry.ProviderUnavailableException;
import dev.donmai.routing.Router.Choice;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeclaredRouterTest {

    private static final Instant NOW = Instant.parse("2026-05-20T09:15:04.118Z");

    private final Registry registry = new Registry();
    private final Config config = new Config();
    private final MapStore store = new MapStore();
    private final DeclaredRouter router = router();

    @Test
    void aNamedRuntimeBinds() throws Exception {
        registry.with("claude", "").with("stub", "");
        Choice choice = router.choose("s1", "stub");

        assertThat(choice.runtime().id()).isEqualTo("stub");
        assertThat(Json.line(choice.explanation().decision()))
                .isEqualTo("{\"sessionId\":\"s1\",\"chosenSandbox\":\"local\",\"chosenLLM\":\"stub\",\"score\":0.0,"
                        + "\"decidedAt\":\"2026-05-20T09:15:04.118Z\"}");
        assertThat(choice.explanation().trace()).hasSize(2);
        assertPinnedStep(choice.explanation());
    }

    @Test
    void aNamedRuntimeThatCannotRunIsAnErrorWithTheReason() {
        registry.with("claude", "").with("command", "not configured");
        assertThatThrownBy(() -> router.choose("s1", "nope"))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("agent: no provider registered for name: \"nope\"");
        assertThatThrownBy(() -> router.choose("s1", "command")).hasMessageContaining("not configured");
    }

    @Test
    void withoutANameTheFirstReadyOneOfTheBuiltInOrderIsTaken() throws Exception {
        registry.with("stub", "")
                .with("aider", "")
                .with("codex", "")
                .with("claude", "no key")
                .with("command", "");
        Choice choice = router.choose("s1", "");

        assertThat(choice.runtime().id()).isEqualTo("codex");
        RoutingExplanation explanation = choice.explanation();
        assertPinnedStep(explanation);
        RoutingStep available = explanation.trace().get(1);
        assertThat(available.step()).isEqualTo(2);
        assertThat(available.phase()).isEqualTo("capability-filter");
        assertThat(available.dimension()).isEqualTo("llm");
        assertThat(available.remaining()).containsExactly("codex", "command", "aider", "stub");
        assertThat(available.eliminated())
                .containsExactly(new RoutingStep.Eliminated("claude", "capability-filter", "no key"));
        RoutingStep chosen = explanation.trace().get(2);
        assertThat(chosen.phase()).isEqualTo("score");
        assertThat(chosen.remaining()).containsExactly("codex");
        assertThat(explanation.decision().rejectedCandidates())
                .contains(new Rejected("claude", "llm", "capability-filter", "no key"))
                .extracting(Rejected::providerId)
                .containsExactly("claude", "command", "aider", "stub");
    }

    @Test
    void theConfiguredOrderComesFirstAlsoForTheStub() throws Exception {
        registry.with("stub", "").with("codex", "").with("aider", "");
        config.order("missing", "aider", "stub");
        assertThat(router.choose("s1", "").runtime().id()).isEqualTo("aider");
        config.order("stub");
        assertThat(router.choose("s1", "").runtime().id()).isEqualTo("stub");
    }

    @Test
    void oneThatGoesBetweenTheListAndTheLeaseIsPassedOver() throws Exception {
        registry.with("claude", "").with("stub", "");
        registry.vanishing = "claude";
        Choice choice = router.choose("s1", "");
        assertThat(choice.runtime().id()).isEqualTo("stub");
        assertThat(choice.explanation().trace().get(1).eliminated())
                .extracting(RoutingStep.Eliminated::providerId)
                .containsExactly("claude");
    }

    @Test
    void whenNobodyCanRunTheErrorNamesEachReason() {
        assertThatThrownBy(() -> router.choose("s1", "")).hasMessageContaining("there are no agent runtimes");
        registry.with("command", "agents.command.argv is not set").with("claude", "no key");
        assertThatThrownBy(() -> router.choose("s1", ""))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("claude (no key); command (agents.command.argv is not set)");
    }

    @Test
    void aForeignWorkerGetsWhatTheReferenceRecords() {
        assertThat(router.chooseForForeignWorker("s1").decision().chosenLlm()).isEqualTo("stub");
        registry.with("stub", "").with("codex", "").with("amp", "no key");
        RoutingExplanation explanation = router.chooseForForeignWorker("s1");
        assertThat(explanation.decision().chosenLlm()).isEqualTo("codex");
        assertThat(explanation.trace()).hasSize(1);
        assertPinnedStep(explanation);
    }

    @Test
    void whatIsRecordedIsExplainedAlsoAfterARestart() throws Exception {
        registry.with("stub", "");
        RoutingExplanation explanation = router.choose("s1", "").explanation();
        assertThat(router.explain("s1")).isEmpty();
        router.record(explanation);
        assertThat(router.explain("s1")).contains(explanation);
        assertThat(router().explain("s1")).contains(explanation);
        assertThat(router().recent()).containsExactly(explanation.decision());
    }

    private static void assertPinnedStep(RoutingExplanation explanation) {
        RoutingStep first = explanation.trace().getFirst();
        assertThat(first.step()).isOne();
        assertThat(first.phase()).isEqualTo("capability-filter");
        assertThat(first.dimension()).isEqualTo("sandbox");
        assertThat(first.remaining()).containsExactly("local");
        assertThat(first.note()).isNotEmpty();
        assertThat(explanation.decision().decidedAt()).isEqualTo(NOW);
    }

    private DeclaredRouter router() {
        return new DeclaredRouter(registry, config, store, InstantSource.fixed(NOW));
    }

    /** Runtimes that a test declares: without a reason they are ready. */
    private static final class Registry implements ProviderRegistry {

        private final Map<String, String> reasons = new TreeMap<>();
        private String vanishing = "";

        Registry with(String id, String reason) {
            reasons.put(id, reason);
            return this;
        }

        @Override
        public List<ProviderView> list(ProviderFamily family) {
            return reasons.entrySet().stream()
                    .map(e -> new ProviderView(
                            e.getKey(),
                            e.getKey(),
                            "1.0.0",
                            family.wireName(),
                            "global",
                            e.getValue().isEmpty() ? "ready" : "inactive",
                            "bundled",
                            "unsigned",
                            true,
                            Map.of(),
                            e.getValue()))
                    .toList();
        }

        @Override
        public Optional<ProviderView> find(ProviderFamily family, String id) {
            return list(family).stream().filter(v -> v.id().equals(id)).findFirst();
        }

        @Override
        public List<ProviderFamily> families() {
            return List.of(ProviderFamily.AGENT_RUNTIME);
        }

        @Override
        public List<String> ready(ProviderFamily family) {
            return reasons.keySet().stream()
                    .filter(id -> reasons.getOrDefault(id, "").isEmpty())
                    .toList();
        }

        @Override
        public Lease lease(ProviderFamily family, String id) throws ProviderUnavailableException {
            if (!reasons.containsKey(id) || id.equals(vanishing)) {
                throw new ProviderUnavailableException("agent: no provider registered for name: \"" + id + "\"");
            }
            String reason = reasons.getOrDefault(id, "");
            if (!reason.isEmpty()) {
                throw new ProviderUnavailableException(
                        "agent: no provider registered for name: \"" + id + "\" (inactive: " + reason + ")");
            }
            return new Lease(id, "1.0.0", Map.of(), List.of());
        }
    }

    /** A configuration with nothing but an order. */
    private static final class Config implements Configuration {

        private String json = "{}";

        void order(String... ids) {
            json = Json.line(Map.of("routing", Map.of("order", ids, "policy", "scored")));
        }

        @Override
        public void load() {}

        @Override
        public ConfigSnapshot snapshot() {
            try {
                return ConfigSnapshot.of(Json.read(json, DaemonConfig.class));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public Path file() {
            return state().root().resolve("daemon.yaml");
        }

        @Override
        public StateDirectory state() {
            return new StateDirectory(Path.of("/nowhere"));
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
}
