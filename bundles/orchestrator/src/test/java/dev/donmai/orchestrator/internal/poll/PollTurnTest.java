package dev.donmai.orchestrator.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.net.Backoff;
import dev.donmai.net.WebClient;
import dev.donmai.orchestrator.internal.Daemon;
import dev.donmai.orchestrator.internal.FakeOutbox;
import dev.donmai.orchestrator.internal.Platform;
import dev.donmai.orchestrator.internal.credentials.CredentialHolder;
import dev.donmai.orchestrator.internal.credentials.HolderOf;
import dev.donmai.orchestrator.internal.heartbeat.HostStatus;
import dev.donmai.orchestrator.internal.heartbeat.HostStatuses;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.DuplicateSessionException;
import dev.donmai.store.OutboxItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop of {@code orchestrator.md} §8.2, the dispatch of §8.4 and the refusals of §8.5. */
class PollTurnTest {

    private final Platform platform = new Platform();
    private final Daemon daemon = new Daemon();
    private final FakeOutbox outbox = new FakeOutbox();
    private final HostStatus hostStatus = new HostStatus();
    private final WebClient client = new WebClient("rensei-daemon/1.2.3");
    private final PlatformApi api = new PlatformApi(client, platform.url());
    private CredentialHolder credentials;
    private PollTurn turn;

    @BeforeEach
    void open() throws Exception {
        platform.on("register", 200, Platform.REGISTERED)
                .on("refresh-token", 200, "{\"runtimeToken\":\"token-2\"}")
                .on("poll", 200, "{\"work\":[]}");
        credentials = HolderOf.registered(api);
        turn = new PollTurn(
                api,
                credentials,
                new ClaimGate(daemon.lifecycle, daemon.sessions, hostStatus),
                new Dispatch(daemon.sessions, new Nacks(outbox)),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(20)));
    }

    @AfterEach
    void close() {
        client.close();
        platform.close();
    }

    private List<String> accepted() {
        return daemon.accepted.stream()
                .map(request -> request.spec().sessionId())
                .toList();
    }

    private static String item(String id) {
        return "{\"sessionId\":\"" + id + "\",\"priority\":0,\"queuedAt\":7,\"repository\":\"r\"}";
    }

    private void offer(String... items) throws InterruptedException {
        platform.on("poll", 200, "{\"work\":[" + String.join(",", items) + "]}");
        turn.run();
    }

    @Test
    void asksAsTheContractSays() throws Exception {
        assertThat(turn.run()).hasSeconds(5);
        Platform.Seen request = platform.seen("poll").getFirst();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/api/workers/wkr_1/poll");
        assertThat(request.token()).isEqualTo("token-1");
        assertThat(request.headers()).doesNotContainKeys("Content-type", "Accept-encoding");
    }

    @Test
    void handsTheItemsOnInTheirOrder() throws Exception {
        offer(item("a"), item("b"));
        assertThat(accepted()).containsExactly("a", "b");
        assertThat(daemon.accepted.getFirst().detail().orElseThrow().platformUrl())
                .isEqualTo(platform.url());
        assertThat(daemon.accepted.getFirst().detail().orElseThrow().workerId()).isEqualTo("wkr_1");
        assertThat(outbox.put).isEmpty();
    }

    @Test
    void oneMalformedItemAmongTenIsGivenBackWithItsOwnBytes() throws Exception {
        String bad =
                "{ \"sessionId\":\"bad\", \"issueId\":\"iss_4\", \"issueIdentifier\" : \"SHOP-12\",\"priority\":\"high\","
                        + "\"queuedAt\":1779875998123, \"unknown\":{\"é\":1.50}}";
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            items.add(item("s" + i));
        }
        items.add(4, bad);
        offer(items.toArray(String[]::new));
        assertThat(accepted()).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8");
        OutboxItem nack = outbox.put.getFirst();
        assertThat(outbox.put).hasSize(1);
        assertThat(nack.kind()).isEqualTo(OutboxItem.Kind.NACK);
        assertThat(nack.path()).isEqualTo("/api/sessions/bad/nack");
        assertThat(nack.platform()).isEqualTo(platform.url());
        assertThat(nack.body())
                .startsWith(
                        "{\"workerId\":\"wkr_1\",\"reason\":\"accept work failed: decode work item: priority is not what it should be\"")
                .endsWith(",\"work\":" + bad + "}");
    }

    @Test
    void whatIsRefusedIsGivenBackAsItCame() throws Exception {
        daemon.refusals.put("full", new AdmissionException("at capacity (6/6 sessions)"));
        offer(item("full"), item("ok"));
        assertThat(accepted()).containsExactly("ok");
        assertThat(outbox.put)
                .singleElement()
                .satisfies(nack -> assertThat(nack.body())
                        .isEqualTo(
                                "{\"workerId\":\"wkr_1\",\"reason\":\"accept work failed: at capacity (6/6 sessions)\",\"work\":"
                                        + item("full") + "}"));
    }

    @Test
    void everyOfferIsRefusedByItself() throws Exception {
        daemon.refusals.put("full", new AdmissionException("at capacity (6/6 sessions)"));
        offer(item("full"));
        offer(item("full"));
        assertThat(outbox.put)
                .extracting(OutboxItem::key)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void whatRunsOrHasRunHereIsNotGivenBack() throws Exception {
        daemon.refusals.put("live", new DuplicateSessionException("session \"live\" is already active"));
        offer(item("live"));
        assertThat(outbox.put).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "a?b", "a#b", "a\\u0000b", ""})
    void anIdThatCouldLeadElsewhereIsInNoAddress(String id) throws Exception {
        daemon.refusals.put(id.replace("\\u0000", "\0"), new AdmissionException("invalid sessionId"));
        offer("{\"sessionId\":\"" + id + "\",\"priority\":1}", item("ok"));
        assertThat(outbox.put).isEmpty();
        assertThat(accepted()).containsExactly("ok");
    }

    @Test
    void anIdWithBlanksIsEncoded() throws Exception {
        daemon.refusals.put("a b%é", new AdmissionException("no"));
        offer(item("a b%é"));
        assertThat(outbox.put.getFirst().path()).isEqualTo("/api/sessions/a%20b%25%C3%A9/nack");
    }

    @Test
    void messagesAndGitCredentialsAreHandedOn() throws Exception {
        platform.on(
                "poll",
                200,
                "{\"inboxMessages\":{\"a\":[{\"id\":\"m\",\"kind\":\"user\",\"text\":\"ping\"}],\"gone\":[{\"id\":\"n\","
                        + "\"text\":\"x\"}]},\"gitCredentials\":[{\"cloneUrl\":\"u\",\"token\":\"t\"}],\"work\":["
                        + item("a") + "]}");
        turn.run();
        assertThat(daemon.messages).containsExactlyInAnyOrder("a: user ping", "gone: memory x");
        assertThat(daemon.gitCredentials).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, true, 1, 2, ok, true",
        "RUNNING, true, 2, 2, ok, false",
        "RUNNING, true, 0, 0, ok, false",
        "RUNNING, false, 0, 2, ok, false",
        "PAUSED, false, 0, 2, ok, false",
        "DRAINING, false, 0, 2, ok, false",
        "STARTING, true, 0, 2, ok, false",
        "RUNNING, true, 0, 2, pool_draining, false",
        "RUNNING, true, 0, 2, unauthorized, false",
        "RUNNING, true, 0, 2, unheard_of, true"
    })
    void asksOnlyForWhatItCanTake(
            DaemonState state, boolean accepting, int active, int capacity, String host, boolean asks)
            throws Exception {
        daemon.state = state;
        daemon.accepting = accepting;
        daemon.active = active;
        daemon.capacity = capacity;
        HostStatuses.say(hostStatus, host);
        assertThat(turn.run()).hasSeconds(5);
        assertThat(platform.seen("poll")).hasSize(asks ? 1 : 0);
    }

    @Test
    void aRefusalGetsOtherCredentialsAndTheNextTurnUsesThem() throws Exception {
        platform.on(
                "poll",
                seen -> seen.token().equals("token-2")
                        ? Platform.Answer.of(200, "{\"work\":[" + item("a") + "]}")
                        : Platform.Answer.of(401, ""));
        assertThat(turn.run()).hasSeconds(5);
        assertThat(platform.seen("poll")).hasSize(1);
        turn.run();
        assertThat(accepted()).containsExactly("a");
        assertThat(platform.seen("refresh-token")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500, ''", "503, later", "429, ''", "200, <html>", "200, ''"})
    void afterAFailureItWaitsALittle(int status, String body) throws Exception {
        platform.on("poll", status, body);
        assertThat(turn.run()).isLessThan(Duration.ofSeconds(1));
        assertThat(platform.seen("refresh-token")).isEmpty();
        assertThat(turn.problem()).startsWith("the last poll failed: ");
        platform.on("poll", 200, "{}");
        assertThat(turn.run()).hasSeconds(5);
        assertThat(turn.problem()).isEmpty();
    }

    @Test
    void withoutCredentialsNobodyIsAsked() throws Exception {
        PollTurn early = new PollTurn(
                api,
                HolderOf.nothing(api),
                new ClaimGate(daemon.lifecycle, daemon.sessions, hostStatus),
                new Dispatch(daemon.sessions, new Nacks(outbox)),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(20)));
        assertThat(early.run()).hasSeconds(5);
        assertThat(platform.seen("poll")).isEmpty();
    }
}
