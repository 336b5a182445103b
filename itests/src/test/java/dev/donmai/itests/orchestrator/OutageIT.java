package dev.donmai.itests.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Flag;
import dev.donmai.standin.Endpoint;
import dev.donmai.standin.ItemView;
import dev.donmai.standin.StandIn;
import dev.donmai.standin.StandInOptions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A platform that is away while a session of our worker runs, and when it ends. */
class OutageIT {

    /** As many as would end the session, were they refusals: three refreshes of the lock, each tried three times. */
    private static final int STRIKES = 9;

    @RegisterExtension
    final Orchestrated orchestrated = new Orchestrated(StandInOptions.HASTY);

    private final DaemonHome home = orchestrated.home();

    /** Everything thirty times as fast as it is: ten minutes are twenty seconds. */
    @BeforeEach
    void quickly() {
        ObjectNode worker = home.config().putObject("worker");
        worker.put("lockRefreshSeconds", 1).put("deliverySeconds", 1);
    }

    private Flag flag(String name) {
        return new Flag(home.temporary().resolve(name));
    }

    private static ObjectNode item(String script) {
        ObjectNode item = StandIn.item("s", "sample").put("workType", "research");
        item.put("stagePrompt", script).putObject("resolvedProfile").put("provider", "command");
        return item;
    }

    private int waiting() {
        return home.api()
                .get("/api/daemon/stats")
                .json()
                .path("outbox")
                .path("waiting")
                .asInt();
    }

    @Test
    void theSessionGoesOnAndItsResultIsDeliveredOnceAfterwards() {
        DaemonProcess first = home.start();
        ControlApi api = first.api();
        orchestrated.standIn().offer(item(flag("running").raise() + flag("go").await() + "echo WORK_RESULT:passed"));
        flag("running").awaitUp();

        orchestrated.standIn().faults().add("any=503");
        int before = orchestrated.standIn().seen(Endpoint.LOCK_REFRESH).size();
        orchestrated.awaitRequests(Endpoint.LOCK_REFRESH, before + STRIKES);
        assertThat(api.sessions())
                .singleElement()
                .satisfies(handle -> assertThat(handle.path("state").asText()).isEqualTo("running"));

        orchestrated.standIn().down();
        flag("go").up();
        JsonNode record = api.awaitEnd("s");
        assertThat(record.path("handle").path("exit").path("reason").asText())
                .as("the session did what it was asked: %s", record)
                .isEqualTo("completed");
        assertThat(record.path("result").path("delivered").asBoolean(true)).isFalse();
        assertThat(waiting()).as("completion and status are the daemon's now").isEqualTo(2);

        first.kill();
        home.start();
        assertThat(waiting()).isEqualTo(2);
        orchestrated.standIn().faults().clear();
        orchestrated.standIn().up();

        ItemView reported = orchestrated.awaitReported("s");
        Eventually.await("the outbox to be empty").until(() -> waiting() == 0);
        assertThat(reported.status()).isEqualTo("completed");
        assertThat(reported.statuses()).hasSize(1);
        assertThat(reported.completions())
                .singleElement()
                .satisfies(completion ->
                        assertThat(completion.path("summary").asText()).contains("WORK_RESULT:passed"));
        assertThat(List.of(Endpoint.COMPLETION, Endpoint.STATUS))
                .allSatisfy(call -> assertThat(orchestrated.standIn().seen(call))
                        .filteredOn(request -> request.status() == 200
                                && !request.json().path("status").asText().equals("running"))
                        .singleElement()
                        .satisfies(request -> assertThat(request.headers().get("Idempotency-Key"))
                                .isEqualTo(record.path("result")
                                        .path("idempotencyKey")
                                        .asText())));
        assertThat(orchestrated.standIn().seen(Endpoint.NACK)).isEmpty();
    }

    @Test
    void aSessionThatWasTakenOverEndsAndPushesNothing() {
        ControlApi api = home.start().api();
        orchestrated
                .standIn()
                .offer(item("echo work > file; " + flag("running").raise() + "exec sleep 1000")
                        .put("workType", "development"));
        flag("running").awaitUp();
        orchestrated.standIn().takeOver("s");

        JsonNode result = api.awaitEnd("s").path("result").path("result");
        assertThat(result.path("failureMode").asText()).isEqualTo("lost-ownership");
        assertThat(result.has("backstopReport")).isFalse();
        assertThat(result.path("postSessionWarnings").path(0).asText()).contains("was not pushed");
        assertThat(orchestrated.standIn().seen(Endpoint.ISSUE_TRACKER)).isEmpty();
    }
}
