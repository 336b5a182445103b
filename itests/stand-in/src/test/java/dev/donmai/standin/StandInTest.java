package dev.donmai.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import dev.donmai.standin.ItemView.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInTest {

    private final StandIn standIn = StandIn.start();
    private final Client client = new Client(standIn);

    @AfterEach
    void close() {
        standIn.close();
    }

    private List<String> violations() {
        return standIn.violations().stream().map(Violation::what).toList();
    }

    private ItemView item(String session) {
        return standIn.item(session).orElseThrow();
    }

    @Test
    void aWorkerRegistersBeatsAndPolls() throws Exception {
        JsonNode registered = client.register().json();
        assertThat(registered.path("heartbeatInterval").asInt()).isEqualTo(30_000);
        assertThat(registered.path("pollInterval").asInt()).isEqualTo(5_000);
        assertThat(client.heartbeat(Json.object()).json().path("acknowledged").asBoolean())
                .isTrue();
        assertThat(client.poll().json().path("work")).isEmpty();
        assertThat(standIn.workers()).singleElement().satisfies(worker -> {
            assertThat(worker.id()).isEqualTo(client.workerId());
            assertThat(worker.machineId()).isEqualTo("m");
            assertThat(worker.heartbeats()).isEqualTo(1);
            assertThat(worker.polls()).isEqualTo(1);
        });
        assertThat(violations()).isEmpty();
        assertThat(standIn.seen(Endpoint.POLL)).hasSize(1);
        assertThat(standIn.seen().toString()).doesNotContain(client.token());
    }

    @Test
    void onlyARegistrationTokenRegisters() throws Exception {
        assertThat(client.send("POST", "/api/workers/register", "rsp_test_x", "{}", "")
                        .status())
                .isEqualTo(401);
        try (StandIn strict = StandIn.start(StandInOptions.DEFAULTS.registrationToken("rsp_live_other"))) {
            assertThat(new Client(strict).register().status()).isEqualTo(401);
        }
    }

    @Test
    void anItemIsOfferedOnceAndAsItIs() throws Exception {
        String odd = "{\"sessionId\" : \"s-1\", \"priority\":\"high\", \"unknown\":[1.50]}";
        standIn.offer(odd);
        standIn.offer(StandIn.item("s-2", "sample"));
        client.register();
        String body = client.poll().response().body();
        assertThat(body).contains(odd).contains("\"claimedSessionIds\":[\"s-1\",\"s-2\"]");
        assertThat(client.work()).isEmpty();
        assertThat(item("s-1").state()).isEqualTo(State.CLAIMED);
    }

    @Test
    void aRefusedItemIsOfferedAgain() throws Exception {
        String text = Json.line(StandIn.item("s-1", "sample").put("unknown", 1));
        standIn.offer(text);
        client.register();
        assertThat(client.work()).containsExactly("s-1");
        assertThat(client.nack(text).status()).isEqualTo(200);
        assertThat(client.nack(text).status()).as("the claim is gone").isEqualTo(409);
        assertThat(item("s-1").nacks()).isEqualTo(1);
        assertThat(item("s-1").state()).isEqualTo(State.QUEUED);
        assertThat(violations()).isEmpty();
    }

    @Test
    void aRefusalMustHoldTheItemAsItWas() throws Exception {
        standIn.offer(StandIn.item("s-1", "sample"));
        client.register();
        assertThat(client.work()).containsExactly("s-1");
        assertThat(client.nack("{\"sessionId\":\"s-1\",\"issueId\":\"i\"}").status())
                .isEqualTo(400);
        assertThat(violations()).singleElement().asString().contains("byte for byte");
    }

    @Test
    void aRefusedItemCanStayRefused() throws Exception {
        standIn.keepRefused(true);
        String text = Json.line(StandIn.item("s-1", "sample"));
        standIn.offer(text);
        client.register();
        assertThat(client.work()).containsExactly("s-1");
        client.nack(text);
        assertThat(item("s-1").state()).isEqualTo(State.REFUSED);
    }

    @Test
    void aReportThatIsSentAgainIsTheSameReport() throws Exception {
        standIn.offer(StandIn.item("s-1", "sample"));
        client.register();
        assertThat(client.work()).containsExactly("s-1");
        client.completion("s-1", "k");
        client.status("s-1", "k");
        client.completion("s-1", "k");
        client.status("s-1", "k");
        assertThat(item("s-1").state()).isEqualTo(State.REPORTED);
        assertThat(item("s-1").status()).isEqualTo("completed");
        assertThat(item("s-1").statuses()).hasSize(1);
        assertThat(item("s-1").repeats()).isEqualTo(2);
        assertThat(violations()).isEmpty();
        client.status("s-1", "another");
        assertThat(violations()).singleElement().asString().contains("reported twice");
    }

    @Test
    void theOrderOfReportsMatters() throws Exception {
        standIn.offer(StandIn.item("s-1", "sample"));
        client.register();
        assertThat(client.work()).containsExactly("s-1");
        client.status("s-1", "k");
        client.session("s-1", "status", "{\"workerId\":\"w\",\"status\":\"running\"}", "");
        assertThat(violations())
                .containsExactly(
                        "the end of session s-1 is reported before its completion",
                        "session s-1 is said to run after its end was reported");
    }

    @Test
    void aClaimThatIsNotHeardOfGoesStale() throws Exception {
        try (StandIn hasty = StandIn.start(StandInOptions.DEFAULTS.claimLease(Duration.ZERO))) {
            hasty.offer(StandIn.item("s-1", "sample"));
            Client other = new Client(hasty);
            other.register();
            assertThat(other.work()).containsExactly("s-1");
            assertThat(other.work()).containsExactly("s-1");
            assertThat(hasty.item("s-1").orElseThrow().offers()).isEqualTo(2);
            other.completion("s-1", "k");
            other.status("s-1", "k");
            assertThat(other.work()).isEmpty();
        }
    }

    @Test
    void anExpiredTokenIsRefreshedForTheSameWorker() throws Exception {
        client.register();
        String worker = client.workerId();
        standIn.expireTokens();
        Client.Answer refused = client.poll();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.response().body()).contains("Runtime token expired");
        assertThat(client.refresh().status()).isEqualTo(200);
        assertThat(client.poll().status()).isEqualTo(200);
        assertThat(client.workerId()).isEqualTo(worker);
        assertThat(client.withToken("rt_unknown").poll().response().body()).contains("unauthorized");
    }

    @Test
    void aRestartForgetsWorkersAndKeepsWork() throws Exception {
        standIn.offer(StandIn.item("s-1", "sample"));
        client.register();
        String url = standIn.url();
        standIn.restart();
        assertThat(standIn.url()).isEqualTo(url);
        assertThat(client.poll().status()).isEqualTo(404);
        assertThat(client.refresh().status()).isEqualTo(404);
        client.register();
        assertThat(client.work()).containsExactly("s-1");
    }

    @Test
    void nobodyListensWhileItIsDown() throws Exception {
        standIn.down();
        assertThatThrownBy(client::register).isInstanceOf(IOException.class);
        standIn.up();
        assertThat(client.register().status()).isEqualTo(200);
    }

    @Test
    void theAllowlistIsMirrored() throws Exception {
        client.register();
        client.heartbeat(Json.object()
                .put("allowlistHash", "31b68104891566caaa02dafec2fc6aafb42bf6c0d202a02f6e26d5f88514f328")
                .set(
                        "allowlist",
                        Json.mapper().readTree("[{\"id\":\"alpha\",\"repository\":\"github.com/x/alpha\"}]")));
        assertThat(standIn.workers().getFirst().mirrored()).isTrue();
        assertThat(violations()).isEmpty();
        client.heartbeat(Json.object().put("allowlistHash", "0".repeat(64)));
        assertThat(standIn.workers().getFirst().mirrored()).isFalse();
        assertThat(violations()).singleElement().asString().contains("has changed and is not sent");
    }

    @Test
    void aMutationIsAskedForUntilItIsAcknowledged() throws Exception {
        client.register();
        String id = standIn.mutate("project.remove", Json.object().put("id", "x"));
        assertThat(client.heartbeat(Json.object())
                        .json()
                        .at("/pendingMutations/0/id")
                        .asText())
                .isEqualTo(id);
        assertThat(client.heartbeat(Json.object()).json().has("pendingMutations"))
                .isTrue();
        client.heartbeat(Json.object()
                .set("appliedMutations", Json.mapper().createArrayNode().add(id)));
        assertThat(client.heartbeat(Json.object()).json().has("pendingMutations"))
                .isFalse();
        assertThat(standIn.workers().getFirst().applied()).containsExactly(id);
        assertThat(violations()).isEmpty();
    }

    @Test
    void aMessageGoesOnceToTheWorkerThatHasTheSession() throws Exception {
        standIn.message("s-1", Json.object().put("id", "msg_1").put("text", "ping"));
        standIn.offer(StandIn.item("s-1", "sample"));
        client.register();
        assertThat(client.poll().json().at("/inboxMessages/s-1/0/text").asText())
                .isEqualTo("ping");
        assertThat(client.poll().json().path("hasInboxMessages").asBoolean()).isFalse();
    }

    @Test
    void whatIsSentMustBeRight() throws Exception {
        client.send("POST", "/api/workers/register", "", "{\"capacity\":0,\"daemonProjects\":[]}", "");
        client.send("POST", "/api/nothing", "rsp_live_x", "{}", "");
        assertThat(violations())
                .containsExactly(
                        "Authorization is required, Bearer and the token",
                        "machineId is required, a text",
                        "hostname is required, a text",
                        "capacity is required, at least 1",
                        "an empty allowlist is left out",
                        "there is no such call: POST /api/nothing");
    }

    @Test
    void itIsToldWhatToDoOverHttp() throws Exception {
        client.register();
        client.send("POST", "/stand-in/items", "", Json.line(StandIn.item("s-1", "sample")), "");
        client.send("POST", "/stand-in/faults", "", "{\"add\":[\"poll=500x1\"]}", "");
        assertThat(client.poll().status()).isEqualTo(500);
        assertThat(client.work()).containsExactly("s-1");
        JsonNode overview = client.send("GET", "/stand-in", "", "", "").json();
        assertThat(overview.at("/items/0/state").asText()).isEqualTo("claimed");
        assertThat(overview.at("/workers/0/workerId").asText()).isEqualTo(client.workerId());
        assertThat(overview.at("/requests/poll").asInt()).isEqualTo(2);
        assertThat(client.send("POST", "/stand-in/faults", "", "{\"add\":[\"nonsense\"]}", "")
                        .status())
                .isEqualTo(400);
    }
}
