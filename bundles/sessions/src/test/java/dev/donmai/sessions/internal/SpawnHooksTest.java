package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.spawn.SpawnHook;
import dev.donmai.api.spawn.SpawnRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpawnHooksTest {

    private static final SpawnRequest REQUEST =
            new SpawnRequest("s-1", "https://h/r", "", "shop", "", "stub", 0, 0, 60);
    private static final Map<String, String> COMPOSED =
            Map.of("PATH", "/bin", "DONMAI_SESSION_ID", "s-1", "DONMAI_SESSION_NONCE", "n-1");

    /** So long that only a hook that hangs is late, however busy the machine is. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    private static void register(SpawnHooks hooks, long id, int ranking, SpawnHook hook) {
        hooks.add(hook, Map.of("service.id", id, "service.ranking", ranking));
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return more;
    }

    /** Adds its name to the variable TRACE, and notes what it is told. */
    private final class Tracing implements SpawnHook {
        private final String name;

        Tracing(String name) {
            this.name = name;
        }

        @Override
        public Map<String, String> beforeSpawn(SpawnRequest request, Map<String, String> environment) {
            return with(environment, "TRACE", environment.getOrDefault("TRACE", "") + name);
        }

        @Override
        public void aborted(SpawnRequest request, String cause) {
            told.add(name + ": " + request.sessionId() + ": " + cause);
        }
    }

    /** Doesn't come back before the test lets it, whatever its thread is told. */
    private final class Hanging implements SpawnHook {
        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Map<String, String> beforeSpawn(SpawnRequest request, Map<String, String> environment) {
            threads.add(Thread.currentThread());
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException e) {
                    // It hangs all the same.
                }
            }
            return environment;
        }

        @Override
        public void aborted(SpawnRequest request, String cause) {
            told.add("hanging: " + cause);
        }
    }

    @Test
    void withoutHooksTheEnvironmentIsAsComposed() throws Exception {
        assertThat(new SpawnHooks(PATIENT).call(REQUEST, COMPOSED).environment())
                .isEqualTo(COMPOSED);
    }

    @Test
    void theHighestRankIsFirstThenTheOldest() throws Exception {
        SpawnHooks hooks = new SpawnHooks(PATIENT);
        register(hooks, 7, 0, new Tracing("c"));
        register(hooks, 9, 50, new Tracing("a"));
        register(hooks, 5, 0, new Tracing("b"));

        assertThat(hooks.call(REQUEST, COMPOSED).environment()).isEqualTo(with(COMPOSED, "TRACE", "abc"));
        assertThat(told).isEmpty();
    }

    @Test
    void aHookMayReplaceAndLeaveOutAllButTheMark() throws Exception {
        SpawnHooks hooks = new SpawnHooks(PATIENT);
        register(hooks, 1, 0, (request, environment) -> Map.of("DONMAI_SESSION_ID", "other", "NEW", ""));

        assertThat(hooks.call(REQUEST, COMPOSED).environment())
                .isEqualTo(Map.of("DONMAI_SESSION_ID", "other", "NEW", "", "DONMAI_SESSION_NONCE", "n-1"));
    }

    @Test
    void aFailureTellsThoseBeforeItOnceAndNobodyElse() {
        SpawnHooks hooks = new SpawnHooks(PATIENT);
        register(hooks, 1, 3, new Tracing("a"));
        register(hooks, 2, 2, new Tracing("b"));
        register(hooks, 3, 1, (request, environment) -> {
            throw new IllegalStateException("no seat for " + request.projectId());
        });
        register(hooks, 4, 0, new Tracing("d"));

        assertThatThrownBy(() -> hooks.call(REQUEST, COMPOSED))
                .isInstanceOf(SpawnHookException.class)
                .hasMessage("no seat for shop");
        assertThat(told).containsExactly("b: s-1: no seat for shop", "a: s-1: no seat for shop");
    }

    @Test
    void anAbortIsToldOnce() throws Exception {
        SpawnHooks hooks = new SpawnHooks(PATIENT);
        register(hooks, 1, 0, new Tracing("a"));
        HookedSpawn spawn = hooks.call(REQUEST, COMPOSED);

        spawn.aborted("no such program");
        spawn.aborted("again");

        assertThat(told).containsExactly("a: s-1: no such program");
    }

    @Test
    void anAbortThatFailsKeepsNobodyFromHearingOfIt() throws Exception {
        SpawnHooks hooks = new SpawnHooks(PATIENT);
        register(hooks, 1, 1, new Tracing("a"));
        register(hooks, 2, 0, new SpawnHook() {
            @Override
            public Map<String, String> beforeSpawn(SpawnRequest request, Map<String, String> environment) {
                return environment;
            }

            @Override
            public void aborted(SpawnRequest request, String cause) {
                throw new LinkageError("gone");
            }
        });

        hooks.call(REQUEST, COMPOSED).aborted("off");

        assertThat(told).containsExactly("a: s-1: off");
    }

    @Test
    void whatNoEnvironmentCanBeIsAFailure() {
        Map<String, String> nulls = new HashMap<>();
        nulls.put("A", null);
        for (Map<String, String> made : List.of(
                Map.of("", "x"),
                Map.of("A=B", "x"),
                Map.of("A\0", "x"),
                Map.of("A", "x\0"),
                nulls,
                Map.of("A", "x".repeat(128 * 1024)))) {
            SpawnHooks hooks = new SpawnHooks(PATIENT);
            register(hooks, 1, 0, (request, environment) -> made);
            assertThatThrownBy(() -> hooks.call(REQUEST, COMPOSED))
                    .isInstanceOf(SpawnHookException.class)
                    .hasMessageContaining(getClass().getName());
        }
    }

    @Test
    void aHookCannotChangeTheEnvironmentOfTheOthersByTheWay() {
        SpawnHooks hooks = new SpawnHooks(PATIENT);
        register(hooks, 1, 0, (request, environment) -> {
            environment.put("A", "b");
            return environment;
        });
        assertThatThrownBy(() -> hooks.call(REQUEST, COMPOSED)).isInstanceOf(SpawnHookException.class);
    }

    @Test
    void aHookThatHangsIsAbandonedAndToldWhenItComesBack() {
        SpawnHooks hooks = new SpawnHooks(Duration.ofMillis(50));
        Hanging hanging = new Hanging();
        register(hooks, 1, 0, hanging);

        assertThatThrownBy(() -> hooks.call(REQUEST, COMPOSED))
                .hasMessage(Hanging.class.getName() + " had no answer within 50 ms");
        await().untilAsserted(() -> assertThat(hanging.threads).hasSize(1));
        assertThat(hanging.threads.getFirst().getName()).isEqualTo("donmai-spawn-hook-s-1");
        assertThat(hanging.threads.getFirst().isDaemon()).isTrue();
        assertThat(told).isEmpty();

        release.countDown();
        await().untilAsserted(() -> assertThat(told)
                .containsExactly("hanging: " + Hanging.class.getName() + " had no answer within 50 ms"));
    }

    @Test
    void hungCallsAreBounded() throws Exception {
        SpawnHooks hooks = new SpawnHooks(Duration.ofMillis(50));
        Hanging hanging = new Hanging();
        register(hooks, 1, 0, hanging);
        for (int i = 0; i < HookCalls.MAX_HUNG; i++) {
            assertThatThrownBy(() -> hooks.call(REQUEST, COMPOSED)).hasMessageContaining("within 50 ms");
        }
        assertThatThrownBy(() -> hooks.call(REQUEST, COMPOSED)).hasMessageContaining("is not asked any more");
        await().untilAsserted(() -> assertThat(hanging.threads).hasSize(HookCalls.MAX_HUNG));

        release.countDown();
        await().untilAsserted(() ->
                assertThat(hooks.call(REQUEST, COMPOSED).environment()).isEqualTo(COMPOSED));
    }

    @Test
    void aHookThatIsGoneIsNotAsked() throws Exception {
        SpawnHooks hooks = new SpawnHooks(PATIENT);
        Tracing hook = new Tracing("a");
        register(hooks, 1, 0, hook);
        hooks.remove(hook);

        assertThat(hooks.call(REQUEST, COMPOSED).environment()).isEqualTo(COMPOSED);
    }
}
