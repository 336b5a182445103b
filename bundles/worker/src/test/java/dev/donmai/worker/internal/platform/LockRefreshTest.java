package dev.donmai.worker.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.standin.StandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LockRefreshTest {

    private static final Duration FOREVER = Duration.ofMinutes(15);

    private final Cancellation cancellation = new Cancellation();
    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
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

    /** The real one beats every 30 s; all else is as it is. */
    private LockRefresh lock(Duration patience) {
        PlatformTiming.Lock quick = new PlatformTiming.Lock(Duration.ofMillis(20), List.of(Duration.ofMillis(1)), 3);
        return new LockRefresh(link.platform(), "issue-1", cancellation, messages::add, quick, patience);
    }

    private int refreshes() {
        return standIn.calls("lock-refresh").size();
    }

    private void awaitRefreshes(int count) {
        await().until(() -> refreshes() >= count);
    }

    private Cancellation.Cause awaitCause() {
        await().until(cancellation::requested);
        return cancellation.request().orElseThrow().cause();
    }

    @Test
    void theFirstRefreshComesBeforeTheAgentAndFurtherOnesFollow() throws Exception {
        standIn.on("lock-refresh", 200, "{\"refreshed\":true}");
        try (LockRefresh lock = lock(FOREVER)) {
            lock.begin();
            assertThat(refreshes()).isEqualTo(1);
            StandIn.Call call = standIn.calls("lock-refresh").getFirst();
            assertThat(call.path()).isEqualTo("/api/sessions/s-1/lock-refresh");
            assertThat(call.body()).hasToString("{\"workerId\":\"w-1\",\"issueId\":\"issue-1\"}");
            assertThat(call.bearer()).isEqualTo("Bearer t-1");
            awaitRefreshes(5);
        }
        assertThat(cancellation.requested()).isFalse();
    }

    @Test
    void anEmptyReplyIsAsGoodAsAYes() throws Exception {
        standIn.on("lock-refresh", 200, "");
        try (LockRefresh lock = lock(FOREVER)) {
            lock.begin();
            awaitRefreshes(10);
        }
        assertThat(cancellation.requested()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"200 | {\"refreshed\":false}", "200 | {}", "409 | {\"error\":\"taken\"}", "404 | gone"})
    void threeRefusalsInARowMeanThatTheSessionIsLost(int status, String body) throws Exception {
        standIn.on("lock-refresh", status, body);
        try (LockRefresh lock = lock(FOREVER)) {
            lock.begin();
            assertThat(awaitCause()).isEqualTo(Cancellation.Cause.OWNERSHIP);
        }
        assertThat(cancellation.request().orElseThrow().detail())
                .isEqualTo("runtime/heartbeat: session ownership lost");
        assertThat(refreshes()).as("one, then two attempts each").isEqualTo(5);
    }

    @Test
    void aYesInBetweenForgivesTheRefusals() throws Exception {
        for (int i = 0; i < 3; i++) {
            standIn.on("lock-refresh", 409, "no")
                    .on("lock-refresh", 409, "no")
                    .on("lock-refresh", 409, "no")
                    .on("lock-refresh", 200, "{\"refreshed\":true}");
        }
        try (LockRefresh lock = lock(FOREVER)) {
            lock.begin();
            awaitRefreshes(20);
        }
        assertThat(cancellation.requested()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"503 | down", "500 | oops", "429 | slowly", "401 | expired", "200 | <html>"})
    void aPlatformOutOfReachIsNoRefusal(int status, String body) throws Exception {
        standIn.on("lock-refresh", status, body);
        try (LockRefresh lock = lock(FOREVER)) {
            lock.begin();
            awaitRefreshes(30);
            assertThat(cancellation.requested()).isFalse();
            standIn.only("lock-refresh", 200, "{\"refreshed\":true}");
            int then = refreshes();
            awaitRefreshes(then + 3);
        }
        assertThat(cancellation.requested()).isFalse();
    }

    @Test
    void aPlatformThatStaysOutOfReachEndsTheSessionInTheEnd() throws Exception {
        standIn.close();
        try (LockRefresh lock = lock(Duration.ofMillis(300))) {
            lock.begin();
            assertThat(awaitCause()).isEqualTo(Cancellation.Cause.OFFLINE);
        }
        assertThat(cancellation.request().orElseThrow().detail()).contains("out of reach");
    }

    @Test
    void thePlatformCanStopTheSessionAndSpeakToTheAgent() throws Exception {
        standIn.on(
                        "lock-refresh",
                        200,
                        "{\"refreshed\":true,\"inject\":[{\"kind\":\"user\",\"text\":\"ping\"},\"pong\"]}")
                .on("lock-refresh", 200, "{\"refreshed\":true,\"stop\":true}");
        try (LockRefresh lock = lock(FOREVER)) {
            lock.begin();
            assertThat(awaitCause()).isEqualTo(Cancellation.Cause.STOPPED);
        }
        assertThat(messages).containsExactly("ping", "pong");
    }

    @Test
    void theTokenIsThatOfTheMoment() throws Exception {
        standIn.on("lock-refresh", 200, "{\"refreshed\":true}");
        try (LockRefresh lock = lock(FOREVER)) {
            lock.begin();
            link.lend("w-2", "t-2");
            await().until(() -> standIn.calls("lock-refresh").getLast().bearer().equals("Bearer t-2"));
            assertThat(standIn.calls("lock-refresh")
                            .getLast()
                            .body()
                            .path("workerId")
                            .asText())
                    .isEqualTo("w-2");
            // The daemon is restarted: what was known last serves.
            standIn.only("detail", 503, "");
            int then = refreshes();
            awaitRefreshes(then + 2);
            assertThat(standIn.calls("lock-refresh").getLast().bearer()).isEqualTo("Bearer t-2");
        }
    }
}
