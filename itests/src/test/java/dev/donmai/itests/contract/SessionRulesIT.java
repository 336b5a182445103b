package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.ControlApi.Answer;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.Specs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules that need more than a request and its answer. */
class SessionRulesIT {

    private static final int MIB = 1 << 20;

    private static LiveDaemon daemon;
    private static long launched;

    @BeforeAll
    static void start() {
        launched = System.nanoTime();
        daemon = LiveDaemon.in(Situation.RUNNING);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @AfterEach
    void endSessions() {
        for (JsonNode handle : api().sessions()) {
            String id = handle.path("sessionId").asText();
            api().post("/api/daemon/sessions/" + id + "/stop");
            api().awaitEnd(id);
        }
    }

    @Test
    @Proves("7.2/environment")
    void theWorkersEnvironment() {
        Flag written = new Flag(daemon.home().temporary().resolve("written"));
        ObjectNode spec = Specs.foreign("s-env", "acme/shop", "env > '" + written.file() + ".env'\n" + written.raise())
                .put("ref", "v1.0");
        spec.withObject("env")
                .put("MINE", "a value")
                .put("RENSEI_SESSION_ID", "other")
                .put("DONMAI_SESSION_ID", "other")
                .put("RENSEI_REPOSITORY", "other")
                .put("RENSEI_REF", "other")
                .put("RENSEI_PROJECT_ID", "other");
        api().accept(spec);
        written.awaitUp();
        List<String> environment = lines(Path.of(written.file() + ".env"));
        assertThat(environment).contains("MINE=a value", "RENSEI_REF=v1.0", "DONMAI_REF=v1.0");
        for (String prefix : List.of("RENSEI_", "DONMAI_")) {
            assertThat(environment)
                    .contains(
                            prefix + "SESSION_ID=s-env",
                            prefix + "REPOSITORY=github.com/acme/shop",
                            prefix + "PROJECT_ID=shop");
        }
        assertThat(environment).noneMatch(line -> line.contains("=other"));
        String token = LiveDaemon.token(daemon.home());
        assertThat(environment).noneMatch(line -> line.contains(token));
        api().awaitEnd("s-env");
    }

    /** No system starts a program with a variable of this length. */
    @Test
    @Proves("7.2/start-worker")
    void aWorkerThatCannotBeStarted() {
        ObjectNode spec = Specs.foreign("s-big", "sample", "exit 0");
        spec.withObject("env").put("BIG", "x".repeat(400_000));
        Answer answer = api().post("/api/daemon/sessions", spec);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("start worker: ").contains("Argument list too long");
        assertThat(api().sessions()).isEmpty();
        assertThat(api().get("/api/daemon/sessions/s-big/record").status()).isEqualTo(404);
        assertThat(daemon.home().session("s-big")).doesNotExist();
        spec.withObject("env").remove("BIG");
        api().accept(spec);
        api().awaitEnd("s-big");
    }

    @Test
    @Proves({"7.2/slots", "7.1/order"})
    void aBurstGetsExactlyTheSlots() throws Exception {
        int callers = 30;
        CyclicBarrier together = new CyclicBarrier(callers);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int n = 0; n < callers; n++) {
            ObjectNode spec = Specs.foreign("burst-" + n, "sample", Situation.ENDLESS);
            calls.add(() -> {
                together.await();
                return api().post("/api/daemon/sessions", spec);
            });
        }
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(4);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 202)
                .allSatisfy(answer -> assertThat(answer.error()).isEqualTo("at capacity (4/4 sessions)"));
        List<String> keys = api().sessions().stream()
                .map(handle -> handle.path("acceptedAt").asText() + " "
                        + handle.path("sessionId").asText())
                .toList();
        assertThat(keys).hasSize(4).isSorted();
    }

    /** The worker reads no more of it. */
    @Test
    @Proves("7.3/size")
    void theLargestDetailCanStillBeRead() {
        ObjectNode spec = Specs.foreign("s-large", "shop", Situation.ENDLESS);
        int rest = MIB - spec.put("prompt", "").toString().length();
        spec.put("prompt", "x".repeat(rest));
        assertThat(spec.toString().getBytes(StandardCharsets.UTF_8)).hasSize(MIB);
        Answer answer = api().post("/api/daemon/sessions", spec);
        if (answer.status() == 202) {
            assertThat(api().get("/api/daemon/sessions/s-large").body().getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(MIB);
        } else {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).contains("detail");
        }
        spec.put("prompt", "x".repeat(rest - 4096)).put("sessionId", "s-fits");
        assertThat(api().post("/api/daemon/sessions", spec).status()).isEqualTo(202);
        JsonNode detail = api().get("/api/daemon/sessions/s-fits").json();
        assertThat(detail.path("body").asText()).hasSize(rest - 4096);
    }

    @Test
    @Proves({"6.7/memory-only", "6.7/effect"})
    void aChangeOfTheCapacityLeavesTheFile() throws IOException {
        Path file = daemon.home().state().resolve("daemon.yaml");
        String before = Files.readString(file);
        assertThat(api().post("/api/daemon/capacity", "{\"key\":\"capacity.maxConcurrentSessions\",\"value\":\"9\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api().get("/api/daemon/status").json().path("maxSessions").asInt())
                .isEqualTo(9);
        assertThat(file).content().isEqualTo(before);
        api().post("/api/daemon/capacity", "{\"key\":\"capacity.maxConcurrentSessions\",\"value\":\"4\"}");
    }

    /** A time that has not passed in full is not counted. */
    @Test
    @Proves("3/uptime")
    void theUptimeIsCut() {
        Eventually.await("a second to pass").until(() -> {
            long seconds =
                    api().get("/api/daemon/status").json().path("uptimeSeconds").asLong(-1);
            assertThat(seconds).isBetween(0L, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - launched));
            return seconds >= 2;
        });
    }

    @Test
    @Proves({"3/t9", "3/floats", "18/time"})
    void longTimesHaveNoZerosAtTheirEnd() {
        for (int n = 0; n < 12; n++) {
            String id = "s-time-" + n;
            api().accept(Specs.foreign(id, "sample", "exit 0"));
            JsonNode explanation =
                    api().get("/api/daemon/routing/explain/" + id).json();
            assertThat(ReplyShape.of("explanation").faults(explanation)).isEmpty();
            assertThat(explanation.path("decision").path("score").isNumber()).isTrue();
            assertThat(ReplyShape.of("handle").faults(api().awaitEnd(id).path("handle")))
                    .isEmpty();
        }
    }

    private static ControlApi api() {
        return daemon.home().api();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
