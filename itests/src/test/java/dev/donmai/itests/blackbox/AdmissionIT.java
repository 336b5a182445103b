package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.ControlApi.Answer;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.RawRequest;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and what is said to those who don't. */
class AdmissionIT {

    private static final String SESSIONS = "/api/daemon/sessions";

    @RegisterExtension
    static final DaemonHome HOME = new DaemonHome();

    @TempDir
    private Path flags;

    @BeforeAll
    static void allowARepository() {
        HOME.capacity(2)
                .foreignWorker()
                .project("sample", TestRepository.create(HOME.temporary().resolve("sample")));
    }

    @Test
    void ofThirtyAtOnceExactlyTwoGetTheTwoSlots() throws Exception {
        Flag go = new Flag(flags.resolve("go"));
        ControlApi api = api();
        long before = directories("sessions");
        int callers = 30;
        List<Callable<Answer>> calls = new ArrayList<>();
        CyclicBarrier together = new CyclicBarrier(callers);
        for (int n = 0; n < callers; n++) {
            ObjectNode spec = Specs.foreign("crowd-" + n, "sample", go.await());
            calls.add(() -> {
                together.await();
                return api.post(SESSIONS, spec);
            });
        }
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(2);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 202)
                .hasSize(callers - 2)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(answer.error()).isEqualTo("at capacity (2/2 sessions)");
                });
        assertThat(api.sessions()).hasSize(2);
        assertThat(directories("sessions")).isEqualTo(before + 2);
        go.up();
        api.sessions().forEach(handle -> api.awaitEnd(handle.path("sessionId").asText()));
    }

    @Test
    void anIdThatNamesNothingIsRefused() throws IOException {
        ControlApi api = api();
        long before = directories("sessions");
        assertRefused(api.post(SESSIONS, Specs.plain("", "sample")), 400, "sessionId is required");
        assertRefused(api.post(SESSIONS, Json.object().put("repository", "sample")), 400, "sessionId is required");
        for (String id : List.of(
                ".",
                "..",
                ".hidden",
                "../up",
                "a/b",
                "/etc",
                "a\\b",
                "a~1",
                "~root",
                "tab\there",
                "nul\0",
                "a".repeat(201))) {
            Answer answer = api.post(SESSIONS, Specs.plain(id, "sample"));
            assertThat(answer.status()).as("status for %s", id).isEqualTo(400);
            assertThat(answer.error()).as("error for %s", id).startsWith("invalid sessionId");
        }
        assertThat(api.sessions()).isEmpty();
        assertThat(directories("sessions")).isEqualTo(before);
    }

    @Test
    void anIdThatIsAliveIsRefusedAndOneThatHasEndedMayRunAgain() {
        Flag go = new Flag(flags.resolve("go"));
        ControlApi api = api();
        long wrapper = api.accept(Specs.foreign("s-1", "sample", go.await()))
                .path("pid")
                .asLong();
        assertRefused(
                api.post(SESSIONS, Specs.foreign("s-1", "sample", "exit 3")), 400, "session \"s-1\" is already active");
        assertThat(api.sessions()).hasSize(1);
        assertThat(api.sessions().getFirst().path("pid").asLong()).isEqualTo(wrapper);
        go.up();
        assertThat(api.awaitEnd("s-1").path("handle").path("exit").path("code").asInt(-1))
                .isZero();
        api.accept(Specs.foreign("s-1", "sample", "exit 3"));
        assertThat(api.awaitEnd("s-1").path("handle").path("exit").path("code").asInt(-1))
                .isEqualTo(3);
    }

    @Test
    void aRepositoryThatIsNotAllowedIsRefusedAndLeavesNothing() throws IOException {
        Flag go = new Flag(flags.resolve("go"));
        ControlApi api = api();
        long before = directories("sessions");
        List<String> ids = List.of("elsewhere-1", "elsewhere-2");
        for (String id : ids) {
            assertRefused(
                    api.post(SESSIONS, Specs.shell(id, "https://example.invalid/other", "true")),
                    400,
                    "repository \"https://example.invalid/other\" is not in the project allowlist");
            assertThat(api.get(SESSIONS + "/" + id).status()).isEqualTo(404);
            assertThat(api.get(SESSIONS + "/" + id + "/record").status()).isEqualTo(404);
        }
        assertThat(directories("sessions")).isEqualTo(before);
        // Both slots are free again.
        ids.forEach(id -> api.accept(Specs.foreign(id, "sample", go.await())));
        go.up();
        ids.forEach(api::awaitEnd);
    }

    @Test
    void whatCouldTurnTheWorkerAgainstItsUserIsRefused() {
        ControlApi api = api();
        for (String name : List.of("LD_PRELOAD", "JAVA_TOOL_OPTIONS", "PATH", "GIT_SSH_COMMAND", "BASH_ENV")) {
            ObjectNode spec = Specs.plain("s-1", "sample");
            spec.putObject("env").put(name, "/tmp/evil");
            Answer answer = api.post(SESSIONS, spec);
            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(answer.error()).contains(name);
        }
        assertThat(api.sessions()).isEmpty();
    }

    @Test
    void aForeignHostOrOriginIsRefused() {
        ControlApi api = api();
        String body = Specs.plain("s-1", "sample").toString();
        for (String host : List.of("example.com", "example.com:7734", "127.0.0.1.example.com")) {
            assertRefused(
                    RawRequest.get(api, "/api/daemon/status")
                            .header("Host", host)
                            .send(),
                    403,
                    "host not allowed");
            assertRefused(
                    RawRequest.post(api, SESSIONS, body).header("Host", host).send(), 403, "host not allowed");
        }
        for (String origin : List.of("https://example.com", "http://127.0.0.1.example.com", "null")) {
            assertRefused(
                    RawRequest.get(api, "/api/daemon/status")
                            .header("Origin", origin)
                            .send(),
                    403,
                    "origin not allowed");
            assertRefused(
                    RawRequest.post(api, SESSIONS, body)
                            .header("Origin", origin)
                            .send(),
                    403,
                    "origin not allowed");
        }
        assertRefused(
                RawRequest.post(api, SESSIONS, body)
                        .header("Sec-Fetch-Site", "cross-site")
                        .send(),
                403,
                "origin not allowed");
        assertThat(RawRequest.get(api, "/api/daemon/status").send().status()).isEqualTo(200);
        assertThat(api.sessions()).isEmpty();
    }

    @Test
    void aBodyOfTwoMebibytesIsRefused() {
        ControlApi api = api();
        ObjectNode spec = Specs.plain("s-1", "sample").put("prompt", "x".repeat(2 << 20));
        assertRefused(RawRequest.post(api, SESSIONS, spec.toString()).send(), 413, "request body too large");
        assertThat(api.sessions()).isEmpty();
        assertThat(api.get("/api/daemon/status").status()).isEqualTo(200);
    }

    private static ControlApi api() {
        return HOME.running().api();
    }

    private static long directories(String name) throws IOException {
        Path folder = HOME.state().resolve(name);
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).count();
        }
    }

    private static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
    }
}
