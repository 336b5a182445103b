package dev.donmai.itests.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Flag;
import dev.donmai.model.Json;
import dev.donmai.standin.Endpoint;
import dev.donmai.standin.ItemView;
import dev.donmai.standin.SeenRequest;
import dev.donmai.standin.StandInOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work comes, runs, and is reported. */
class WorkIT {

    /** Of those that leave it as they found it. */
    @RegisterExtension
    static final Orchestrated SHARED = new Orchestrated(StandInOptions.HASTY.perPoll(10));

    @RegisterExtension
    final Orchestrated orchestrated = new Orchestrated(StandInOptions.HASTY.perPoll(10));

    private final DaemonHome home = orchestrated.home();

    @BeforeAll
    static void sharedShells() {
        SHARED.home().foreignWorker().capacity(10);
    }

    @BeforeEach
    void shells() {
        home.foreignWorker().capacity(10);
    }

    private Flag flag(String name) {
        return new Flag(home.temporary().resolve(name));
    }

    private String nackOf(String id) {
        Eventually.await("the refusal of " + id)
                .until(() -> orchestrated.standIn().seen(Endpoint.NACK).stream()
                        .anyMatch(request -> request.id().equals(id)));
        return orchestrated.standIn().seen(Endpoint.NACK).stream()
                .filter(request -> request.id().equals(id))
                .map(SeenRequest::body)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ofTenItemsOfWhichOneIsMalformedNineRunAndOneComesBack() {
        orchestrated.standIn().keepRefused(true);
        List<String> ids = IntStream.range(0, 9).mapToObj(n -> "s-" + n).toList();
        String bad =
                "{ \"sessionId\":\"bad\",\"issueId\":\"iss_4\", \"issueIdentifier\" :\"SHOP-12\",\"priority\":\"high\",\n"
                        + "\"queuedAt\":1779875998123 ,\"projectName\":\"sample\",\"note\":[1.50,\"\\u00e9 é 😀\"]}";
        for (String id : ids.subList(0, 4)) {
            orchestrated.offer(id, "exit 3");
        }
        orchestrated.standIn().offer(bad);
        for (String id : ids.subList(4, 9)) {
            orchestrated.offer(id, "exit 3");
        }

        ControlApi api = home.start().api();

        for (String id : ids) {
            assertThat(orchestrated.awaitReported(id).status()).isEqualTo("failed");
            assertThat(api.awaitEnd(id).path("handle").path("exit").path("code").asInt())
                    .isEqualTo(3);
        }
        assertThat(nackOf("bad")).contains(",\"work\":" + bad + "}").contains("\"workerId\":\"wkr_0001\"");
        assertThat(orchestrated.standIn().item("bad").orElseThrow().state()).isEqualTo(ItemView.State.REFUSED);
        assertThat(orchestrated.standIn().seen(Endpoint.NACK)).hasSize(1);
    }

    @Test
    void aWorkerThatDiesIsReportedOnceAlsoWhenTheOrchestratorIsDownAndTheDaemonKilled() {
        DaemonProcess first = home.start();
        orchestrated.offer("s", flag("running").raise() + flag("go").await() + "echo last words >&2; kill -9 $$");
        flag("running").awaitUp();
        orchestrated.standIn().down();
        flag("go").up();
        assertThat(first.api()
                        .awaitEnd("s")
                        .path("handle")
                        .path("exit")
                        .path("reason")
                        .asText())
                .isEqualTo("signalled");
        JsonNode outbox = first.api().get("/api/daemon/stats").json().path("outbox");
        assertThat(outbox.path("waiting").asInt()).isEqualTo(2);
        first.kill();
        home.start();
        orchestrated.standIn().up();
        ItemView reported = orchestrated.awaitReported("s");
        assertThat(reported.statuses())
                .singleElement()
                .satisfies(
                        status -> assertThat(
                                        status.path("error").path("message").asText())
                                .isEqualTo(
                                        "the worker ended without a result: signalled (signal 9); its last words:\nlast words"));
        assertThat(reported.completions()).hasSize(1);
        Eventually.await("the outbox to be empty")
                .until(() -> home.api()
                                .get("/api/daemon/stats")
                                .json()
                                .path("outbox")
                                .path("waiting")
                                .asInt()
                        == 0);
    }

    @Test
    void workIsTakenOnlyWhenItCanRun() {
        home.capacity(1);
        ControlApi api = home.start().api();
        orchestrated.offer("first", flag("running").raise() + flag("go").await() + "exit 1");
        flag("running").awaitUp();
        orchestrated.offer("second", "exit 1");
        int polls = orchestrated.standIn().seen(Endpoint.POLL).size();
        orchestrated.awaitRequests(
                Endpoint.HEARTBEAT,
                orchestrated.standIn().seen(Endpoint.HEARTBEAT).size() + 3);
        assertThat(orchestrated.standIn().seen(Endpoint.POLL).size()).isLessThanOrEqualTo(polls + 1);
        flag("go").up();
        orchestrated.awaitReported("second");
        assertThat(orchestrated.standIn().seen(Endpoint.NACK)).isEmpty();
        assertThat(api.sessions()).isEmpty();
    }

    @Test
    void whatIsOfferedTwiceRunsOnce() {
        SHARED.standIn().faults().add("poll=duplicate");
        SHARED.home().running();
        for (int n = 0; n < 5; n++) {
            SHARED.offer("twice-" + n, "echo ran >> '" + home.temporary().resolve("runs-" + n) + "'; exit 1");
        }
        for (int n = 0; n < 5; n++) {
            SHARED.awaitReported("twice-" + n);
            assertThat(home.temporary().resolve("runs-" + n)).hasContent("ran\n");
        }
        assertThat(SHARED.standIn().seen(Endpoint.NACK)).isEmpty();
        SHARED.standIn().faults().clear();
    }

    @Test
    void aHostThatIsNotWantedClaimsNothingAndSaysWhy() {
        ControlApi api = SHARED.home().running().api();
        SHARED.standIn()
                .hostStatus(Json.object()
                        .put("status", "pool_draining")
                        .put("recommendedAction", "Re-register this host against pool-b."));
        Eventually.await("the host status")
                .until(() -> api.get("/api/daemon/status")
                        .json()
                        .path("hostStatus")
                        .path("claimsSuspended")
                        .asBoolean());
        SHARED.offer("unwanted", "exit 1");
        int polls = SHARED.standIn().seen(Endpoint.POLL).size();
        SHARED.awaitRequests(
                Endpoint.HEARTBEAT, SHARED.standIn().seen(Endpoint.HEARTBEAT).size() + 3);
        assertThat(SHARED.standIn().seen(Endpoint.POLL).size()).isLessThanOrEqualTo(polls + 1);
        for (String view : List.of("stats", "doctor")) {
            assertThat(api.get("/api/daemon/" + view).body()).contains("Re-register this host against pool-b.");
        }
        SHARED.standIn().hostStatus(Json.object().put("status", "ok"));
        SHARED.awaitReported("unwanted");
    }

    @Test
    void messagesAndGitCredentialsReachTheSession() throws IOException {
        String url =
                home.config().withArray("projects").get(0).path("repository").asText();
        orchestrated
                .standIn()
                .gitCredential(Json.object()
                        .put("cloneUrl", url)
                        .put("token", "git-secret")
                        .put("expiresAt", "2999-01-01T00:00:00Z"));
        ControlApi api = home.start().api();
        orchestrated.offer("s", flag("running").raise() + flag("go").await());
        flag("running").awaitUp();
        orchestrated
                .standIn()
                .message(
                        "s",
                        Json.object().put("id", "msg_1").put("kind", "user").put("text", "ping"));
        Path inbox = home.session("s").resolve("inbox");
        Eventually.await("the message")
                .until(() -> Files.isDirectory(inbox) && !names(inbox).isEmpty());
        assertThat(Json.mapper().readTree(inbox.resolve(names(inbox).getFirst()).toFile()))
                .isEqualTo(Json.object().put("id", "msg_1").put("kind", "user").put("text", "ping"));
        assertThat(api.get("/api/daemon/sessions/s")
                        .json()
                        .path("gitCredentials")
                        .path(0)
                        .path("token")
                        .asText())
                .isEqualTo("git-secret");
        flag("go").up();
        api.awaitEnd("s");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".json"))
                    .toList();
        }
    }
}
