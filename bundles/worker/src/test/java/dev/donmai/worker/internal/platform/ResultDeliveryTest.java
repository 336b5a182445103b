package dev.donmai.worker.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.session.ResultFile;
import dev.donmai.worker.internal.platform.ResultDelivery.Delivered;
import dev.donmai.worker.standin.StandIn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResultDeliveryTest {

    private static final ResultFile RESULT = new ResultFile(
            false,
            false,
            "s-1-0123",
            Json.object().put("workerId", "w-0").put("summary", "done"),
            Json.object().put("workerId", "w-0").put("status", "completed"),
            Json.object(),
            "",
            "",
            "",
            List.of(),
            List.of());

    private StandIn standIn;
    private Link link;

    @BeforeEach
    void start() throws Exception {
        standIn = new StandIn();
        link = new Link(standIn);
    }

    @AfterEach
    void stop() {
        link.close();
        standIn.close();
    }

    /** As patient as the real one, a thousand times faster. */
    private Delivered deliver() throws InterruptedException {
        PlatformTiming.Delivery quick =
                new PlatformTiming.Delivery(Duration.ofMillis(400), Duration.ofMillis(1), Duration.ofMillis(20));
        return new ResultDelivery(link.platform(), quick).deliver(RESULT);
    }

    private List<String> routes() {
        return standIn.calls().stream().map(StandIn.Call::route).toList();
    }

    @Test
    void theCompletionComesFirstAndBothCarryTheKeyAndTheCredentialsOfTheMoment() throws Exception {
        link.lend("w-2", "t-2");
        assertThat(deliver()).isEqualTo(new Delivered(true, true, ""));
        assertThat(routes()).containsExactly("completion", "status");
        assertThat(standIn.calls()).allSatisfy(call -> {
            assertThat(call.idempotencyKey()).isEqualTo("s-1-0123");
            assertThat(call.bearer()).isEqualTo("Bearer t-2");
            assertThat(call.body().path("workerId").asText()).isEqualTo("w-2");
            assertThat(call.path()).startsWith("/api/sessions/s-1/");
        });
    }

    @Test
    void whatFailsForAMomentIsTriedAgain() throws Exception {
        standIn.on("completion", 503, "")
                .on("completion", 401, "")
                .on("completion", 200, "{}")
                .on("status", 500, "")
                .on("status", 200, "{}");
        assertThat(deliver().all()).isTrue();
        assertThat(routes()).containsExactly("completion", "completion", "completion", "status", "status");
    }

    @Test
    void whatIsRefusedIsNotTriedAgainAndTheOtherStillIs() throws Exception {
        standIn.on("completion", 422, "no such session");
        Delivered delivered = deliver();
        assertThat(delivered).isEqualTo(new Delivered(false, true, "completion: permanent http 422: no such session"));
        assertThat(routes()).containsExactly("completion", "status");
    }

    @Test
    void aPlatformThatStaysDownIsGivenUpInTime() throws Exception {
        standIn.on("completion", 503, "down").on("status", 503, "down");
        Delivered delivered = deliver();
        assertThat(delivered.all()).isFalse();
        assertThat(delivered.error())
                .matches("completion: transient: \\d+ attempts exhausted: http 503: down\n"
                        + "status: transient: \\d+ attempts exhausted: http 503: down");
    }
}
