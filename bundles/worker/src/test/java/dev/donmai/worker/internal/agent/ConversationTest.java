package dev.donmai.worker.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.InjectableSession;
import dev.donmai.api.agent.ResumableRuntime;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.Redactor;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.events.AgentEventJson;
import dev.donmai.worker.internal.events.DebugEvents;
import dev.donmai.worker.internal.events.OutputLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agent is told beyond its task: reminders and messages, by injection or by resuming. */
@Timeout(60)
class ConversationTest {

    private static final String PLATFORM = "\"sessionId\":\"s\",\"platformUrl\":\"https://p\"";
    private static final AgentEvent.Cost COST = new AgentEvent.Cost(10, 5, 0, 0.5, 1);

    @TempDir
    Path directory;

    private final Cancellation cancellation = new Cancellation();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private SessionContext context;

    @BeforeEach
    void prepare() {
        context = new SessionContext(
                Map.of(),
                directory,
                Map.of(),
                directory,
                new SessionContext.Recording(
                        new DebugEvents(),
                        new AgentEventJson(Redactor.of(List.of())),
                        OutputLog.none(cancellation),
                        List.of()),
                cancellation);
    }

    /** What the agent answers to a text. */
    private interface Answer {
        void to(String text, AgentContext context);
    }

    private static void result(AgentContext context, boolean success, String message) {
        context.emit(new AgentEvent.Result(success, message, List.of(), "", COST));
    }

    /** Ends by itself once it was told enough. */
    private class Talking implements InjectableSession {

        private final AgentContext given;
        private final Answer answer;
        private final CountDownLatch ended;

        Talking(AgentContext given, Answer answer, int turns) {
            this.given = given;
            this.answer = answer;
            this.ended = new CountDownLatch(turns);
        }

        void say(String text) {
            told.add(text);
            answer.to(text, given);
            ended.countDown();
        }

        @Override
        public void inject(String text) throws AgentException {
            if (ended.getCount() == 0) {
                throw new AgentException("it has ended");
            }
            Thread.ofPlatform().daemon().start(() -> say(text));
        }

        @Override
        public Optional<String> sessionId() {
            return Optional.of("id-1");
        }

        @Override
        public boolean awaitEnd(Duration timeout) throws InterruptedException {
            return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void stop() {
            while (ended.getCount() > 0) {
                ended.countDown();
            }
        }
    }

    private AgentRuntime runtime(int turns, Answer answer) {
        return new AgentRuntime() {
            @Override
            public String id() {
                return "talking";
            }

            @Override
            public AgentSession start(AgentSpec spec, AgentContext given) {
                given.emit(new AgentEvent.Init("id-1"));
                Talking session = new Talking(given, answer, turns);
                session.say(spec.prompt());
                return session;
            }
        };
    }

    /** Each of its sessions has ended when it has answered. */
    private AgentRuntime resumable(Answer answer) {
        return new ResumableRuntime() {
            @Override
            public String id() {
                return "resumable";
            }

            @Override
            public AgentSession start(AgentSpec spec, AgentContext given) {
                given.emit(new AgentEvent.Init("id-1"));
                return said(spec.prompt(), given);
            }

            @Override
            public AgentSession resume(String sessionId, AgentSpec spec, AgentContext given) {
                return said(sessionId + ": " + spec.prompt(), given);
            }

            private AgentSession said(String text, AgentContext given) {
                Talking session = new Talking(given, answer, 1);
                session.say(text);
                return session;
            }
        };
    }

    private Observed run(AgentRuntime runtime, String detail) throws Exception {
        Steering steering = new Steering(
                Json.read("{" + detail + "}", SessionDetail.class), new Inbox(Optional.of(directory.resolve("inbox"))));
        Agents.run(runtime, context, cancellation, Duration.ZERO, steering);
        return context.observed();
    }

    @Test
    void whoOwesAPullRequestIsRemindedOnce() throws Exception {
        Observed observed = run(
                runtime(
                        3,
                        (text, given) -> result(given, told.size() == 1, told.size() == 1 ? "" : "nothing to propose")),
                PLATFORM + ",\"issueIdentifier\":\"A-1\",\"title\":\"Fix\"");

        assertThat(told).hasSize(2);
        assertThat(told.get(1)).contains("\"A-1: Fix\"").contains("gh pr create");
        assertThat(observed.reminded()).isTrue();
        assertThat(observed.result().orElseThrow().success())
                .as("the reminder's own result does not count")
                .isTrue();
        assertThat(observed.summary()).as("it fills an empty one").isEqualTo("nothing to propose");
        assertThat(observed.cost()).as("costs add up").isEqualTo(new AgentEvent.Cost(20, 10, 0, 1.0, 2));
    }

    @Test
    void whatComesOfTheReminderIsSeen() throws Exception {
        Observed observed = run(
                runtime(2, (text, given) -> {
                    if (told.size() > 1) {
                        given.emit(new AgentEvent.Text("https://github.com/o/r/pull/7"));
                    }
                    result(given, true, "done");
                }),
                PLATFORM);
        assertThat(observed.pullRequest()).isEqualTo("https://github.com/o/r/pull/7");
        assertThat(observed.summary()).isEqualTo("done");
    }

    @Test
    void nobodyIsRemindedOfWhatIsThereOrIsNotOwed() throws Exception {
        run(
                runtime(2, (text, given) -> {
                    given.emit(new AgentEvent.Text("https://github.com/o/r/pull/7"));
                    result(given, true, "done");
                }),
                PLATFORM);
        assertThat(told).containsExactly("p");
    }

    @Test
    void researchIsNotReminded() throws Exception {
        run(runtime(2, (text, given) -> result(given, true, "done")), PLATFORM + ",\"workType\":\"research\"");
        assertThat(told).containsExactly("p");
    }

    @Test
    void aFailedTaskIsNotReminded() throws Exception {
        run(runtime(2, (text, given) -> result(given, false, "no")), PLATFORM);
        assertThat(told).containsExactly("p");
    }

    @Test
    void whoOwesAVerdictIsRemindedOfThatAlone() throws Exception {
        Observed observed = run(
                runtime(2, (text, given) -> {
                    if (told.size() > 1) {
                        given.emit(new AgentEvent.Text("WORK_RESULT:failed"));
                    }
                    result(given, true, "done");
                }),
                PLATFORM + ",\"workType\":\"qa\"");
        assertThat(told.get(1)).contains("verdict").doesNotContain("gh pr");
        assertThat(observed.workResult().orElseThrow().wireName()).isEqualTo("failed");
    }

    @Test
    void anEndedSessionIsResumedForTheReminder() throws Exception {
        Observed observed = run(resumable((text, given) -> result(given, true, "done")), PLATFORM);
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).startsWith("id-1: You have ended without a pull request");
        assertThat(observed.reminded()).isTrue();
    }

    @Test
    void whoTakesNoTextKeepsItsResult() throws Exception {
        Observed observed = run(runtime(1, (text, given) -> result(given, true, "done")), PLATFORM);
        assertThat(told).containsExactly("p");
        assertThat(observed.reminded()).isFalse();
        assertThat(observed.result().orElseThrow().success()).isTrue();
    }

    @Test
    void aReminderThatFloodsBlocksNobody() throws Exception {
        Observed observed = run(
                runtime(2, (text, given) -> {
                    if (told.size() > 1) {
                        for (int i = 0; i < 10_000; i++) {
                            given.emit(new AgentEvent.Text("word " + i));
                        }
                    }
                    result(given, true, "done");
                }),
                PLATFORM);
        assertThat(observed.cost().numTurns()).isEqualTo(2);
    }

    private Path message(String name, String text) throws IOException {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        AtomicFile.write(
                inbox.resolve(name),
                Json.line(Json.object().put("id", name).put("kind", "user").put("text", text)));
        return inbox.resolve(name);
    }

    @Test
    void messagesComeInTheirOrderAndAreGoneOnceTheAgentHasThem() throws Exception {
        Path second = message("2.json", "second");
        Path first = message("1.json", "first");
        Path broken = message("0.json", "");
        run(resumable((text, given) -> result(given, true, text)), "\"sessionId\":\"s\"");

        assertThat(told).containsExactly("p", "id-1: first", "id-1: second");
        assertThat(first).doesNotExist();
        assertThat(second).doesNotExist();
        assertThat(broken).doesNotExist();
        assertThat(context.observed().summary()).isEqualTo("id-1: second");
    }

    @Test
    void aMessageReachesAnAgentThatWorks() throws Exception {
        Path message = message("1.json", "look here");
        run(
                runtime(2, (text, given) -> {
                    // The task has no result before the message has come.
                    if (told.size() > 1) {
                        result(given, true, "task");
                        result(given, true, "message");
                    }
                }),
                "\"sessionId\":\"s\"");
        assertThat(told).containsExactly("p", "look here");
        assertThat(message).doesNotExist();
        assertThat(context.observed().cost().numTurns()).isEqualTo(2);
    }
}
