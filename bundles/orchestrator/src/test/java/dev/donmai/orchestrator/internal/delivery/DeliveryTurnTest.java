package dev.donmai.orchestrator.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.model.wire.SessionState;
import dev.donmai.net.Backoff;
import dev.donmai.net.WebClient;
import dev.donmai.orchestrator.internal.Daemon;
import dev.donmai.orchestrator.internal.FakeOutbox;
import dev.donmai.orchestrator.internal.Platform;
import dev.donmai.orchestrator.internal.credentials.CredentialHolder;
import dev.donmai.orchestrator.internal.credentials.HolderOf;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.OutboxItem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTurnTest {

    private final Platform platform = new Platform();
    private final Daemon daemon = new Daemon();
    private final FakeOutbox outbox = new FakeOutbox();
    private final WebClient client = new WebClient("rensei-daemon/1.2.3");
    private final PlatformApi api = new PlatformApi(client, platform.url());
    private volatile boolean othersFail;
    private DeliveryTurn turn;

    @BeforeEach
    void open() throws Exception {
        platform.on("register", 200, Platform.REGISTERED)
                .on("refresh-token", 200, "{\"runtimeToken\":\"token-2\"}")
                .on("completion", 200, "{}")
                .on("status", 200, "{}")
                .on("nack", 200, "{}");
        turn = turn(HolderOf.registered(api));
    }

    private DeliveryTurn turn(CredentialHolder credentials) {
        return new DeliveryTurn(
                outbox,
                new Delivery(api, credentials, daemon.sessions, () -> othersFail),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(20)),
                Duration.ofMillis(10));
    }

    @AfterEach
    void close() {
        turn.close();
        client.close();
        platform.close();
    }

    private OutboxItem item(Kind kind, String session) {
        return new OutboxItem(
                kind,
                session,
                platform.url(),
                "/api/sessions/" + session + "/" + kind.name().toLowerCase(Locale.ROOT),
                "{\"workerId\":\"wkr_old\",\"n\":1.50}",
                session + "-key");
    }

    private void put(OutboxItem... items) {
        outbox.put(List.of(items));
    }

    private int waiting() {
        return outbox.state().waiting();
    }

    @Test
    void deliversWithTheCredentialsOfNowAndTheKeyOfThen() throws Exception {
        put(item(Kind.STATUS, "s"));
        assertThat(turn.run()).isZero();
        Platform.Seen request = platform.seen("status").getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/api/sessions/s/status");
        assertThat(request.token()).isEqualTo("token-1");
        assertThat(request.header("Idempotency-key")).isEqualTo("s-key");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.body()).isEqualTo("{\"workerId\":\"wkr_1\",\"n\":1.50}");
        assertThat(waiting()).isZero();
    }

    @Test
    void ofASessionOneAfterTheOther() throws Exception {
        put(item(Kind.COMPLETION, "s"), item(Kind.STATUS, "s"));
        platform.on("completion", 500, "");
        turn.run();
        assertThat(platform.seen("status")).isEmpty();
        platform.on("completion", 200, "");
        turn.run();
        turn.run();
        assertThat(platform.seen("status")).hasSize(1);
        assertThat(waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS, 200, done",
        "STATUS, 204, done",
        "STATUS, 400, never",
        "STATUS, 403, never",
        "STATUS, 409, never",
        "STATUS, 410, never",
        "STATUS, 422, never",
        "STATUS, 302, later",
        "STATUS, 404, later",
        "STATUS, 408, later",
        "STATUS, 425, later",
        "STATUS, 429, later",
        "STATUS, 500, later",
        "STATUS, 503, later",
        "COMPLETION, 400, never",
        "NACK, 404, done",
        "NACK, 409, done",
        "NACK, 400, never",
        "NACK, 500, later"
    })
    void judgesTheAnswer(Kind kind, int status, String outcome) throws Exception {
        platform.on(kind.name().toLowerCase(Locale.ROOT), status, "because\u001b");
        put(item(kind, "s"));
        turn.run();
        assertThat(waiting()).isEqualTo(outcome.equals("later") ? 1 : 0);
        assertThat(outbox.abandoned)
                .isEqualTo(outcome.equals("never") ? List.of("HTTP " + status + ": because ") : List.of());
    }

    @Test
    void aSessionThatIsNotFoundIsGivenHours() throws Exception {
        platform.on("status", 404, "");
        outbox.waited = Delivery.NOT_FOUND.minusSeconds(1);
        put(item(Kind.STATUS, "s"));
        for (int attempt = 1; attempt <= 20; attempt++) {
            assertThat(turn.run()).isZero();
            assertThat(waiting()).isEqualTo(1);
        }
        outbox.waited = Delivery.NOT_FOUND;
        turn.run();
        turn.run();
        assertThat(waiting()).isZero();
        assertThat(outbox.abandoned).hasSize(1);
    }

    @Test
    void whereHeartbeatsFailTooNotToBeFoundIsEverybodysTrouble() throws Exception {
        platform.on("status", 404, "");
        put(item(Kind.STATUS, "s"));
        othersFail = true;
        assertThat(turn.run()).isPositive();
    }

    @Test
    void anErrorWithALongExplanationIsNoDelivery() throws Exception {
        platform.on("status", 502, "x".repeat(2 << 20));
        put(item(Kind.STATUS, "s"));
        turn.run();
        assertThat(waiting()).isEqualTo(1);
        platform.on("status", 200, "x".repeat(2 << 20));
        turn.run();
        assertThat(waiting()).isZero();
        assertThat(outbox.abandoned).isEmpty();
    }

    @Test
    void aRequestThatCannotBeMadeKeepsNobodyWaiting() throws Exception {
        put(new OutboxItem(Kind.STATUS, "日", platform.url(), "/api/sessions/%E6%97%A5/status", "{}", "日-key"));
        put(item(Kind.STATUS, "s"));
        assertThat(turn.run()).isZero();
        assertThat(waiting()).isZero();
        assertThat(outbox.abandoned).singleElement().asString().contains("/api/sessions/%E6%97%A5/status");
        assertThat(platform.seen("status")).hasSize(1);
    }

    @Test
    void aRoundWithoutAnySuccessIsFollowedByAPause() throws Exception {
        platform.on("status", 504, "");
        put(item(Kind.STATUS, "a"), item(Kind.STATUS, "b"));
        assertThat(turn.run()).isPositive();
    }

    @Test
    void aWallClockThatWasWrongLosesNothing() throws Exception {
        platform.on("status", 503, "");
        outbox.createdAt = Instant.EPOCH;
        put(item(Kind.STATUS, "s"));
        turn.run();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void aRefusedTokenIsReplacedAndTheItemSentAtOnce() throws Exception {
        platform.on("status", seen -> Platform.Answer.of(seen.token().equals("token-2") ? 200 : 401, ""));
        put(item(Kind.STATUS, "a"), item(Kind.STATUS, "b"), item(Kind.STATUS, "c"));
        turn.run();
        assertThat(waiting()).isZero();
        assertThat(platform.seen("refresh-token")).hasSize(1);
    }

    @Test
    void whatEverybodyWouldSufferStopsAllForAWhile() throws Exception {
        platform.on("status", 503, "");
        put(item(Kind.STATUS, "a"), item(Kind.STATUS, "b"));
        assertThat(turn.run()).isPositive();
        assertThat(outbox.delays)
                .hasSize(2)
                .allSatisfy(delay -> assertThat(delay).isLessThan(Duration.ofSeconds(1)));
        platform.on("status", any -> Platform.Answer.of(429, "").with("Retry-After", "60"));
        assertThat(turn.run()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void anOrchestratorThatFailsNowAndThenIsNotTakenForGone() throws Exception {
        platform.on("status", seen -> Platform.Answer.of(seen.path().contains("/bad/") ? 503 : 200, ""));
        for (int round = 0; round < 3; round++) {
            put(item(Kind.STATUS, "bad"), item(Kind.STATUS, "good"));
            assertThat(turn.run()).isZero();
        }
        assertThat(outbox.delays).allSatisfy(delay -> assertThat(delay).isPositive());
    }

    @Test
    void whatOnlyOneSuffersStopsNobodyElse() throws Exception {
        platform.on("status", seen -> Platform.Answer.of(seen.path().contains("/bad/") ? 500 : 200, ""));
        put(item(Kind.STATUS, "bad"), item(Kind.STATUS, "good"));
        assertThat(turn.run()).isZero();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void anOrchestratorThatIsGoneLosesNothing() throws Exception {
        put(item(Kind.STATUS, "s"));
        platform.close();
        assertThat(turn.run()).isPositive();
        assertThat(waiting()).isEqualTo(1);
        assertThat(outbox.state().lastError()).contains("POST http://127.0.0.1");
    }

    @Test
    void anotherOrchestratorIsNotShownTheToken() throws Exception {
        try (Platform former = new Platform()) {
            former.on("status", 200, "");
            put(new OutboxItem(Kind.STATUS, "s", former.url(), "/api/sessions/s/status", "{}", "k"));
            turn.run();
            assertThat(former.seen()).isEmpty();
            assertThat(waiting()).isEqualTo(1);
            assertThat(outbox.state().lastError()).isEqualTo("there are no credentials for " + former.url());
        }
    }

    @Test
    void whatNobodyWantsForAWeekIsGivenUp() throws Exception {
        platform.on("status", 500, "");
        outbox.waited = Duration.ofDays(8);
        put(item(Kind.STATUS, "s"));
        turn.run();
        assertThat(outbox.abandoned)
                .singleElement()
                .asString()
                .startsWith("not delivered within 10080 minutes or 30000 attempts: HTTP 500");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalIsNotSentOfWorkThatWasTakenSince(boolean taken) throws Exception {
        put(item(Kind.NACK, "s"));
        daemon.records.put("s", record("s", taken ? outbox.createdAt : outbox.createdAt.minus(Duration.ofMinutes(1))));
        turn.run();
        assertThat(waiting()).isZero();
        assertThat(platform.seen("nack")).hasSize(taken ? 0 : 1);
    }

    private static SessionRecord record(String id, Instant acceptedAt) {
        SessionHandle handle =
                new SessionHandle(id, 1, acceptedAt, SessionState.RUNNING, "", "", "", "", "", "", "", "", Exit.NONE);
        return new SessionRecord(
                handle,
                new SessionSpec(id, "", "", SessionSpec.Resources.NONE, Map.of(), 0),
                RoutingDecision.NONE,
                List.of(),
                List.of(),
                Json.object(),
                "");
    }

    @Test
    void aRefusalThatNobodyTakesSoonIsGivenUp() throws Exception {
        platform.on("nack", 500, "");
        outbox.waited = Duration.ofMinutes(11);
        put(item(Kind.NACK, "s"));
        turn.run();
        assertThat(outbox.abandoned).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void beforeTheEndItDeliversWhatItCan(boolean works) throws Exception {
        platform.on("status", works ? 200 : 503, "");
        for (int i = 0; i < 10; i++) {
            put(item(Kind.STATUS, "s" + i));
        }
        turn.flush(Duration.ofSeconds(20));
        assertThat(waiting()).isEqualTo(works ? 0 : 10);
    }
}
