package dev.donmai.providers.stub;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentEvent.Text;
import dev.donmai.api.agent.AgentEvent.ToolProgress;
import dev.donmai.api.agent.AgentEvent.ToolResult;
import dev.donmai.api.agent.AgentEvent.ToolUse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The plays of {@code providers.md} §3.13: what comes after {@code Init} and the notice of the start. */
enum Behavior {
    SUCCEED_WITH_PR("succeed-with-pr") {
        @Override
        void play(Stage stage) {
            stage.emit(new Text("Stub agent: starting deterministic run."));
            stage.emit(new ToolUse("Bash", "tu-1", Map.of("cmd", "git status"), ""));
            stage.emit(new ToolResult("Bash", "tu-1", "clean", false));
            stage.emit(new Text("WORK_RESULT:passed"));
            stage.emit(success("Stub run complete (PR: stub://pr/123)", new Cost(10, 5, 0, 0.001, 1)));
        }
    },
    FAIL_ON_CLONE("fail-on-clone") {
        @Override
        void play(Stage stage) {
            stage.emit(new Failure("clone_failed", "stub: worktree clone failed"));
        }
    },
    HANG_THEN_TIMEOUT("hang-then-timeout") {
        @Override
        void play(Stage stage) throws InterruptedException {
            stage.pause(FOREVER);
        }
    },
    SILENT_FAIL("silent-fail") {
        @Override
        void play(Stage stage) {
            // Ends without a word: that is the behaviour.
        }
    },
    SLOW_TOOL("slow-tool") {
        @Override
        void play(Stage stage) throws InterruptedException {
            stage.emit(new ToolUse("Bash", "tu-slow", Map.of("cmd", "sleep 5"), ""));
            for (int tick = 1; tick <= stage.settings().progressTicks(); tick++) {
                stage.pause(stage.settings().tick());
                stage.emit(new ToolProgress("Bash", Duration.ofSeconds(tick)));
            }
            stage.emit(new ToolResult("Bash", "tu-slow", "done", false));
            stage.emit(success("slow-tool complete", Cost.NONE));
        }
    },
    COST_OVERRUN("cost-overrun") {
        @Override
        void play(Stage stage) {
            stage.emit(new Text("Stub: cost overrun scenario."));
            stage.emit(success("completed (cost overrun)", new Cost(1_000_000, 500_000, 0, 999.99, 42)));
        }
    },
    MID_STREAM_ERROR("mid-stream-error") {
        @Override
        void play(Stage stage) {
            stage.emit(new Text("Stub: about to crash."));
            stage.emit(new Failure("provider_crash", "stub: provider crashed mid-stream"));
        }
    },
    INJECT_TEST("inject-test") {
        @Override
        void play(Stage stage) throws InterruptedException {
            stage.emit(new Text("injected: " + stage.awaitInjection()));
            stage.emit(success("inject-test complete", Cost.NONE));
        }
    };

    private static final Duration FOREVER = Duration.ofDays(365);

    private final String wireName;

    Behavior(String wireName) {
        this.wireName = wireName;
    }

    /** The behaviour of a name; {@code succeed-with-pr} when there is none of that name. */
    static Behavior of(String name) {
        return Arrays.stream(values())
                .filter(b -> b.wireName.equals(name))
                .findFirst()
                .orElse(SUCCEED_WITH_PR);
    }

    /** Plays to the end; the stage throws when the session is stopped meanwhile. */
    abstract void play(Stage stage) throws InterruptedException;

    private static AgentEvent success(String message, Cost cost) {
        return new Result(true, message, List.of(), "", cost);
    }

    /** What a play can do. Every method throws {@link StoppedException} once the session has been stopped. */
    interface Stage {

        StubSettings settings();

        void emit(AgentEvent event);

        /** Lets real time pass. */
        void pause(Duration time) throws InterruptedException;

        /** Waits for the next injected text. */
        String awaitInjection() throws InterruptedException;
    }
}
