package dev.donmai.itests.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.contract.Proves;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Flag;
import dev.donmai.standin.Endpoint;
import dev.donmai.standin.StandInOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens expire and workers are forgotten; sessions notice nothing of it. */
public class CredentialsIT {

    @RegisterExtension
    final Orchestrated orchestrated = new Orchestrated(StandInOptions.HASTY);

    private final DaemonHome home = orchestrated.home();

    private final List<String> ids = List.of("s-1", "s-2", "s-3");

    private Flag flag(String name) {
        return new Flag(home.temporary().resolve(name));
    }

    /** Three sessions that wait to be told to end. */
    private ControlApi threeRunningSessions() {
        home.foreignWorker().capacity(4);
        ControlApi api = home.start().api();
        for (String id : ids) {
            orchestrated.offer(id, flag(id).raise() + flag("go").await());
        }
        ids.forEach(id -> flag(id).awaitUp());
        return api;
    }

    private static JsonNode detail(ControlApi api, String id) {
        return api.get("/api/daemon/sessions/" + id).json();
    }

    private static String token(ControlApi api, String id) {
        return detail(api, id).path("authToken").asText();
    }

    private void allEndWell(ControlApi api) {
        flag("go").up();
        for (String id : ids) {
            assertThat(api.awaitEnd(id)
                            .path("handle")
                            .path("exit")
                            .path("state")
                            .asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    @Proves("7.3/refresh")
    void anExpiredTokenIsReplacedOnceForEverybody() {
        ControlApi api = threeRunningSessions();
        String before = token(api, "s-1");
        String worker = detail(api, "s-1").path("workerId").asText();
        assertThat(before).isNotEmpty();

        orchestrated.standIn().expireTokens();

        for (String id : ids) {
            Eventually.await("another token in the detail of " + id)
                    .until(() -> !token(api, id).equals(before));
            assertThat(token(api, id)).isEqualTo(token(api, "s-1"));
            assertThat(detail(api, id).path("workerId").asText()).isEqualTo(worker);
        }
        int beats = orchestrated.standIn().seen(Endpoint.HEARTBEAT).size();
        int polls = orchestrated.standIn().seen(Endpoint.POLL).size();
        orchestrated.awaitRequests(Endpoint.HEARTBEAT, beats + 2);
        orchestrated.awaitRequests(Endpoint.POLL, polls + 2);
        assertThat(orchestrated.standIn().seen(Endpoint.REFRESH)).hasSize(1);
        assertThat(orchestrated.standIn().seen(Endpoint.REGISTER)).hasSize(1);
        assertThat(orchestrated.standIn().workers()).hasSize(1);
        allEndWell(api);
    }

    @Test
    void aTokenIsReplacedBeforeItExpires() {
        orchestrated.standIn().tokenLifetime(Duration.ofSeconds(5));
        ControlApi api = threeRunningSessions();
        String before = token(api, "s-1");
        Eventually.await("three tokens")
                .until(() -> orchestrated.standIn().seen(Endpoint.REFRESH).size() >= 3);
        assertThat(token(api, "s-1")).isNotEqualTo(before);
        assertThat(orchestrated.standIn().seen())
                .filteredOn(request -> request.status() == 401)
                .isEmpty();
        allEndWell(api);
    }

    @Test
    @Proves("7.3/refresh")
    void anOrchestratorThatForgotItsWorkersGetsOneNewOne() {
        ControlApi api = threeRunningSessions();
        String worker = detail(api, "s-1").path("workerId").asText();

        orchestrated.standIn().restart();

        for (String id : ids) {
            Eventually.await("another worker id in the detail of " + id)
                    .until(() -> !detail(api, id).path("workerId").asText().equals(worker));
        }
        int beats = orchestrated.standIn().seen(Endpoint.HEARTBEAT).size();
        int polls = orchestrated.standIn().seen(Endpoint.POLL).size();
        orchestrated.awaitRequests(Endpoint.HEARTBEAT, beats + 3);
        orchestrated.awaitRequests(Endpoint.POLL, polls + 3);
        assertThat(orchestrated.standIn().workers()).hasSize(1);
        assertThat(orchestrated.awaitWorker().mirrored()).isTrue();
        assertThat(orchestrated.standIn().seen(Endpoint.REGISTER)).hasSize(2);
        allEndWell(api);
    }
}
