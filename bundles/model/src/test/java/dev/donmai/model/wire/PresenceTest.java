package dev.donmai.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionRecord.AppliedLimit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is always there and what is left out when empty ({@code http-api.md} §3), and the order of members. */
class PresenceTest {

    private static final Instant NOW = Instant.parse("2026-05-20T09:15:04.5Z");

    @Test
    void statusHasAllItsMembers() {
        assertThat(Json.line(new StatusReply("stopped", "", "", 0, 0, 0, 0, 0, NOW, List.of(), HostStatusView.NONE)))
                .isEqualTo("{\"status\":\"stopped\",\"version\":\"\",\"machineId\":\"\",\"pid\":0,\"uptimeSeconds\":0,"
                        + "\"activeSessions\":0,\"maxSessions\":0,\"projectsAllowed\":0,"
                        + "\"timestamp\":\"2026-05-20T09:15:04Z\"}");
    }

    @Test
    void statsLeaveOutWhatIsEmpty() {
        StatsReply stats = new StatsReply(
                new CapacityView(0, 0, 0, 0, 0),
                0,
                0,
                PoolStats.NONE,
                List.of(),
                NOW,
                "",
                new RegistrationView("stopped", Instant.EPOCH, false, false, "", HostStatusView.NONE),
                List.of(),
                OutboxView.NONE);
        assertThat(Json.line(stats))
                .isEqualTo("{\"capacity\":{\"maxConcurrentSessions\":0},\"activeSessions\":0,\"queueDepth\":0,"
                        + "\"timestamp\":\"2026-05-20T09:15:04Z\",\"registration\":{\"status\":\"stopped\"}}");
    }

    @Test
    void statsShowWhatIsThere() {
        CapacityView capacity = new CapacityView(4, 4, 8192, 4, 16384);
        StatsReply stats = new StatsReply(
                capacity,
                1,
                0,
                PoolStats.empty(NOW),
                List.of(new MachineView("m", "", "ready", "v", 1, capacity, 9, NOW)),
                NOW,
                "wkr_88",
                new RegistrationView(
                        "idle",
                        NOW,
                        true,
                        true,
                        "the last heartbeat failed",
                        new HostStatusView("pool_draining", "Move.", List.of("pool-b"), true)),
                List.of("github.com/acme/shop"),
                new OutboxView(3, NOW, "HTTP 503", 7, 1, 2, 4));
        String shown = "{\"maxConcurrentSessions\":4,\"maxVCpuPerSession\":4,\"maxMemoryMbPerSession\":8192,"
                + "\"reservedVCpu\":4,\"reservedMemoryMb\":16384}";
        assertThat(Json.line(stats))
                .isEqualTo("{\"capacity\":" + shown + ",\"activeSessions\":1,\"queueDepth\":0,"
                        + "\"pool\":{\"members\":[],\"totalMembers\":0,\"readyMembers\":0,\"acquiredMembers\":0,"
                        + "\"warmingMembers\":0,\"invalidMembers\":0,\"totalDiskUsageMb\":0,"
                        + "\"timestamp\":\"2026-05-20T09:15:04Z\"},"
                        + "\"byMachine\":[{\"id\":\"m\",\"region\":\"\",\"status\":\"ready\",\"version\":\"v\","
                        + "\"activeSessions\":1,\"capacity\":" + shown
                        + ",\"uptimeSeconds\":9,\"lastSeenAt\":\"2026-05-20T09:15:04Z\"}],"
                        + "\"timestamp\":\"2026-05-20T09:15:04Z\",\"workerId\":\"wkr_88\","
                        + "\"registration\":{\"status\":\"idle\",\"lastHeartbeatAt\":\"2026-05-20T09:15:04Z\","
                        + "\"heartbeatRunning\":true,\"pollRunning\":true,\"problem\":\"the last heartbeat failed\","
                        + "\"hostStatus\":{\"status\":\"pool_draining\",\"recommendedAction\":\"Move.\","
                        + "\"candidatePoolIds\":[\"pool-b\"],\"claimsSuspended\":true}},"
                        + "\"allowedProjects\":[\"github.com/acme/shop\"],"
                        + "\"outbox\":{\"waiting\":3,\"oldest\":\"2026-05-20T09:15:04.5Z\","
                        + "\"lastError\":\"HTTP 503\",\"delivered\":7,\"refused\":1,\"dropped\":2,\"abandoned\":4}}");
    }

    @Test
    void theHeartbeatBeforeTheFirstIsEmptyButWhole() {
        assertThat(Json.line(HeartbeatView.NONE))
                .isEqualTo(
                        "{\"workerId\":\"\",\"hostname\":\"\",\"status\":\"\",\"activeSessions\":0,\"maxSessions\":0,"
                                + "\"sentAt\":\"\"}");
    }

    @Test
    void aLiveHandleHasTheFourPinnedMembersAndNoExit() {
        SessionHandle handle =
                new SessionHandle("s", 17, NOW, SessionState.RUNNING, "", "", "", "", "", "", "", "", Exit.NONE);
        assertThat(Json.line(handle))
                .isEqualTo("{\"sessionId\":\"s\",\"pid\":17,\"acceptedAt\":\"2026-05-20T09:15:04Z\","
                        + "\"state\":\"running\"}");
    }

    @Test
    void anExitCodeOfZeroIsShown() {
        Exit exit = new Exit(SessionState.COMPLETED, ExitReason.COMPLETED, 0, 0, NOW);
        assertThat(Json.line(exit))
                .isEqualTo("{\"state\":\"completed\",\"reason\":\"completed\",\"code\":0,"
                        + "\"at\":\"2026-05-20T09:15:04.5Z\"}");
    }

    @Test
    void aSignalHasNoCode() throws Exception {
        Exit exit = new Exit(SessionState.FAILED, ExitReason.SIGNALLED, Exit.NO_CODE, 9, NOW);
        String json = "{\"state\":\"failed\",\"reason\":\"signalled\",\"signal\":9,\"at\":\"2026-05-20T09:15:04.5Z\"}";
        assertThat(Json.line(exit)).isEqualTo(json);
        assertThat(Json.read(json, Exit.class)).isEqualTo(exit);
    }

    @Test
    void anExitMayHaveNeither() throws Exception {
        String json = "{\"state\":\"failed\",\"reason\":\"wrapper-lost\",\"at\":\"2026-05-20T09:15:04Z\"}";
        Exit exit = Json.read(json, Exit.class);
        assertThat(exit.code()).isEqualTo(Exit.NO_CODE);
        assertThat(exit.signal()).isZero();
        assertThat(Json.line(exit)).isEqualTo(json);
    }

    @Test
    void everyReasonAndStateHasItsWord() throws Exception {
        for (ExitReason reason : ExitReason.values()) {
            assertThat(Json.line(reason)).isEqualTo("\"" + reason.wireName() + "\"");
            assertThat(Json.read("\"" + reason.wireName() + "\"", ExitReason.class))
                    .isEqualTo(reason);
        }
        for (SessionState state : SessionState.values()) {
            assertThat(Json.line(state)).isEqualTo("\"" + state.wireName() + "\"");
        }
    }

    @Test
    void listsThatAreRequiredAreEmptyAndNeverNull() throws Exception {
        assertThat(Json.line(new WorkareaList(List.of(), List.of()))).isEqualTo("{\"active\":[],\"archived\":[]}");
        assertThat(Json.read("{}", WorkareaList.class)).isEqualTo(new WorkareaList(List.of(), List.of()));
        RoutingExplanation explanation = new RoutingExplanation("s", RoutingDecision.NONE, List.of());
        assertThat(Json.line(explanation)).endsWith("\"trace\":[]}");
    }

    @Test
    void aDecisionCallsItsModelByTheWiresName() {
        RoutingDecision decision = new RoutingDecision("s", "local", "stub", 1, List.of(), NOW);
        assertThat(Json.line(decision))
                .isEqualTo("{\"sessionId\":\"s\",\"chosenSandbox\":\"local\",\"chosenLLM\":\"stub\",\"score\":1.0,"
                        + "\"decidedAt\":\"2026-05-20T09:15:04.5Z\"}");
    }

    @Test
    void whatAServerLeavesOutIsEmptyForAClient() throws Exception {
        WorkareaRow row = Json.read("{\"id\":\"a\",\"status\":\"ready\"}", WorkareaRow.class);
        assertThat(row.ref()).isEmpty();
        assertThat(row.kind()).isEmpty();
        assertThat(row.disposition()).isEmpty();
        WorkareaView view = Json.read("{\"id\":\"a\"}", WorkareaView.class);
        assertThat(view.path()).isEmpty();
        assertThat(view.manifest()).isEmpty();
        assertThat(view.toolchain()).isEmpty();
        HeartbeatView heartbeat = Json.read("{\"status\":\"idle\"}", HeartbeatView.class);
        assertThat(heartbeat.region()).isEmpty();
        ProviderView provider = Json.read("{\"id\":\"stub\"}", ProviderView.class);
        assertThat(provider.name()).isEmpty();
        assertThat(provider.capabilities()).isEmpty();
        RoutingDecision decision = Json.read("{\"sessionId\":\"a\"}", RoutingDecision.class);
        assertThat(decision.decidedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aRecordSurvivesItsFile() throws Exception {
        SessionRecord record = new SessionRecord(
                new SessionHandle(
                        "s",
                        17,
                        NOW,
                        SessionState.FAILED,
                        "https://h/r",
                        "p",
                        "development",
                        "ACME-1",
                        "stub",
                        "m",
                        "/w/s",
                        "/w",
                        new Exit(SessionState.FAILED, ExitReason.OUTPUT_LIMIT, Exit.NO_CODE, 9, NOW)),
                new SessionSpec("s", "https://h/r", "main", new SessionSpec.Resources(1, 2), Map.of("A", "b"), 60),
                new RoutingDecision("s", "local", "stub", 0.5, List.of(), NOW),
                List.of(new SessionRecord.UsedProvider("vcs", "git", "1.0.0")),
                List.of(new AppliedLimit("memory", "512 MiB", false, "no controller")),
                Json.object().put("summary", "done"),
                "s-1");
        assertThat(Json.read(Json.line(record), SessionRecord.class)).isEqualTo(record);
    }
}
