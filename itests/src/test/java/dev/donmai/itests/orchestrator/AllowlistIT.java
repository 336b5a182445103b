package dev.donmai.itests.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.Eventually;
import dev.donmai.model.Json;
import dev.donmai.standin.Endpoint;
import dev.donmai.standin.SeenRequest;
import dev.donmai.standin.StandInOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The orchestrator mirrors the allowlist, and may ask for changes. */
class AllowlistIT {

    private static final String HASH = "ac30c64d18f97b70b805a52e2db12a2879a9e0f1eea0295ccd2a761c335fb8d4";

    @RegisterExtension
    final Orchestrated orchestrated = new Orchestrated(StandInOptions.HASTY);

    private final DaemonHome home = orchestrated.home();

    @BeforeEach
    void theWorkedExample() {
        home.config().putArray("projects");
        home.project("smoke-alpha", "https://github.com/acme/smokes-alpha.git", "shallow");
        home.project("agentfactory", "github.com/foo/bar", "shallow");
    }

    private List<JsonNode> beats() {
        return orchestrated.standIn().seen(Endpoint.HEARTBEAT).stream()
                .map(SeenRequest::json)
                .toList();
    }

    private List<JsonNode> beatsWithList() {
        return beats().stream().filter(beat -> beat.has("allowlist")).toList();
    }

    private void awaitBeats(int more) {
        orchestrated.awaitRequests(Endpoint.HEARTBEAT, beats().size() + more);
    }

    @Test
    void theListIsSentOnceAndTheHashAlways() {
        ControlApi api = home.start().api();
        orchestrated.awaitRequests(Endpoint.HEARTBEAT, 4);
        assertThat(beatsWithList()).hasSize(1);
        assertThat(beats())
                .allSatisfy(
                        beat -> assertThat(beat.path("allowlistHash").asText()).isEqualTo(HASH));
        assertThat(orchestrated
                        .awaitWorker()
                        .registration()
                        .path("daemonProjects")
                        .toString())
                .isEqualTo("[{\"id\":\"agentfactory\",\"repository\":\"github.com/foo/bar\"},"
                        + "{\"id\":\"smoke-alpha\",\"repository\":\"https://github.com/acme/smokes-alpha.git\"}]");
        assertThat(api.get("/api/daemon/heartbeat").json().path("allowlistHash").asText())
                .isEqualTo(HASH);
    }

    @Test
    void theListIsSentAgainUntilItIsAcknowledgedAndAfterEveryChange() throws IOException {
        orchestrated
                .standIn()
                .faults()
                .add("heartbeat=500x1")
                .add("heartbeat=garblex1")
                .add("heartbeat=losex1");
        home.start();
        Eventually.await("the list to arrive")
                .until(() -> orchestrated.awaitWorker().mirrored());
        awaitBeats(2);
        assertThat(beatsWithList()).hasSize(4);

        home.project("docs", "github.com/example/docs", "shallow");
        home.writeConfig();

        Eventually.await("the changed list to arrive")
                .until(() -> beatsWithList().size() == 5);
        assertThat(beatsWithList().getLast().path("allowlist")).hasSize(3);
        awaitBeats(2);
        assertThat(beatsWithList()).hasSize(5);
        assertThat(orchestrated.awaitWorker().mirrored()).isTrue();
    }

    @Test
    void aChangeByTheOrchestratorIsInTheFileAndAcknowledged() throws IOException {
        home.start();
        orchestrated.awaitRequests(Endpoint.HEARTBEAT, 1);
        orchestrated.standIn().faults().add("heartbeat=lose@40%");
        String added = orchestrated
                .standIn()
                .mutate("project.add", Json.object().put("id", "docs").put("repository", "github.com/example/docs"));
        String removed =
                orchestrated.standIn().mutate("project.remove", Json.object().put("id", "agentfactory"));
        String refused = orchestrated.standIn().mutate("project.paint", Json.object());
        Eventually.await("the acknowledgements")
                .until(() -> orchestrated.awaitWorker().applied().size() == 2
                        && orchestrated.awaitWorker().failures().size() == 1);
        assertThat(orchestrated.awaitWorker().applied()).containsExactlyInAnyOrder(added, removed);
        assertThat(orchestrated.awaitWorker().failures().getFirst().toString())
                .isEqualTo("{\"id\":\"" + refused
                        + "\",\"error\":\"unsupported mutation op \\\"project.paint\\\" (upgrade daemon?)\"}");
        assertThat(Files.readString(home.state().resolve("daemon.yaml")))
                .contains("docs", "github.com/example/docs", "smoke-alpha")
                .doesNotContain("agentfactory");
        orchestrated.standIn().faults().clear();
        Eventually.await("the changed list to arrive")
                .until(() -> orchestrated.awaitWorker().mirrored());
    }

    @Test
    void whoOwnsTheMachineMayForbidThat() throws IOException {
        home.config().withObject("/orchestrator").put("allowMutations", false);
        home.start();
        orchestrated.awaitRequests(Endpoint.HEARTBEAT, 1);
        orchestrated.standIn().mutate("project.remove", Json.object().put("id", "agentfactory"));
        Eventually.await("the refusal")
                .until(() -> !orchestrated.awaitWorker().failures().isEmpty());
        assertThat(Files.readString(home.state().resolve("daemon.yaml"))).contains("agentfactory");
    }
}
