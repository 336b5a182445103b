package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.sessions.SessionQuery;
import dev.donmai.sessions.SessionRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsResourceTest {

    private static final String PATH = "/api/daemon/sessions";
    private static final String HANDLE =
            "{\"sessionId\":\"s-1\",\"pid\":4711,\"acceptedAt\":\"2026-05-20T09:15:04Z\",\"state\":\"running\"}";

    @TempDir
    Path home;

    TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.started(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsNothingAsAnEmptyArray() throws IOException {
        assertThat(server.get(PATH).body()).isEqualTo("[]\n");
        assertThat(server.sessions.queries).containsExactly(SessionQuery.LIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "state=all, ALL, 100, ''",
        "state=ended&limit=5, ENDED, 5, ''",
        "state=interrupted, INTERRUPTED, 100, ''",
        "limit=3, RUNNING, 3, ''",
        "state=running&before=s-0, RUNNING, 100, s-0",
    })
    void passesTheQueryOn(String query, SessionQuery.State state, int limit, String before) throws IOException {
        server.sessions.records.put("s-0", record("s-0"));
        assertThat(server.get(PATH + "?" + query).status()).isEqualTo(200);
        assertThat(server.sessions.queries).containsExactly(new SessionQuery(state, limit, before));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=alive",
                "state=ALL",
                "limit=0",
                "limit=-1",
                "limit=x",
                "limit=10001",
                "limit=99999999999",
                "before=s-9"
            })
    void refusesABadQuery(String query) throws IOException {
        RawClient.Answer answer = server.get(PATH + "?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"" + query.substring(0, query.indexOf('=')) + ": ");
    }

    @Test
    void acceptsAPlainSession() throws IOException {
        RawClient.Answer answer = server.post(
                PATH,
                "{\"sessionId\":\"s-1\",\"repository\":\"github.com/acme/shop\",\"ref\":\"main\",\"extra\":[1],"
                        + "\"resources\":{\"vCpu\":2},\"env\":{\"A\":\"b\",\"N\":null},\"maxDurationSeconds\":60} trailing");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo(HANDLE + "\n");
        assertThat(answer.header("Location")).isEmpty();
        assertThat(server.sessions.accepted)
                .containsExactly(SessionRequest.plain(new SessionSpec(
                        "s-1",
                        "github.com/acme/shop",
                        "main",
                        new SessionSpec.Resources(2, 0),
                        Map.of("A", "b", "N", ""),
                        60)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | invalid body: EOF",
                "[]                                          | invalid body: not a JSON object",
                "7                                           | invalid body: not a JSON object",
                "{\"sessionId\":3}                             | invalid body: member \\\"sessionId\\\" has the wrong type",
                "{\"env\":{\"A\":1}}                             | invalid body: member \\\"env.A\\\" has the wrong type",
                "{\"maxDurationSeconds\":1.5}                  | invalid body: member \\\"maxDurationSeconds\\\" has",
                "{\"detail\":[]}                               | invalid body: member \\\"detail\\\" has the wrong type",
                "{\"sessionId\"                                | invalid body: ",
            })
    void saysWhatIsWrongWithABody(String body, String message) throws IOException {
        RawClient.Answer answer = server.post(PATH, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"" + message).doesNotContain("dev.donmai");
        assertThat(server.sessions.accepted).isEmpty();
    }

    @Test
    void passesARefusalOn() throws IOException {
        server.sessions.refusal = "at capacity (2/2 sessions)";
        RawClient.Answer answer = server.post(PATH, "{\"sessionId\":\"s-1\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"at capacity (2/2 sessions)\"}\n");
    }

    @Test
    void completesADetailFromTheSpec() throws IOException {
        server.post(
                PATH,
                "{\"sessionId\":\"s-1\",\"repository\":\"shop\","
                        + "\"detail\":{\"body\":\"Fix it\",\"REF\":\"v2\",\"stageLifecycle\":{\"a\":[null,1]}}}");
        SessionDetail detail = server.sessions.accepted.getFirst().detail().orElseThrow();
        assertThat(Json.line(detail))
                .isEqualTo("{\"sessionId\":\"s-1\",\"repository\":\"shop\",\"ref\":\"v2\",\"body\":\"Fix it\","
                        + "\"stageLifecycle\":{\"a\":[null,1]}}");
    }

    @Test
    void takesTheRefFromTheDetailForTheSession() throws IOException {
        server.post(PATH, "{\"sessionId\":\"s-1\",\"repository\":\"shop\",\"detail\":{\"ref\":\"v2\"}}");
        assertThat(server.sessions.accepted.getFirst().spec().ref()).isEqualTo("v2");
    }

    @Test
    void refusesADetailThatContradictsTheSpec() throws IOException {
        for (String member : new String[] {"sessionId", "repository", "ref"}) {
            RawClient.Answer answer = server.post(
                    PATH,
                    "{\"sessionId\":\"s-1\",\"repository\":\"shop\",\"ref\":\"main\",\"detail\":{\"" + member
                            + "\":\"other\"}}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":\"detail." + member + ": differs from " + member);
        }
    }

    @Test
    void makesADetailOfAPrompt() throws IOException {
        server.post(PATH, "{\"sessionId\":\"s-1\",\"repository\":\"shop\",\"prompt\":\"Fix it\"}");
        SessionDetail detail = server.sessions.accepted.getFirst().detail().orElseThrow();
        assertThat(Json.line(detail)).isEqualTo("{\"sessionId\":\"s-1\",\"repository\":\"shop\",\"body\":\"Fix it\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"detail\":{\"authToken\":\"t\"} | detail.authToken: ",
                "\"detail\":{\"platformUrl\":\"https://u:p@host\"} | detail.platformUrl: ",
                "\"detail\":{\"sessionId\":\"s-2\"} | detail.sessionId: ",
                "\"detail\":{\"body\":\"a\"},\"prompt\":\"b\" | prompt: ",
            })
    void refusesADetailThatCannotBeMeant(String members, String message) throws IOException {
        RawClient.Answer answer = server.post(PATH, "{\"sessionId\":\"s-1\"," + members + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"" + message).doesNotContain("u:p");
        assertThat(server.sessions.accepted).isEmpty();
    }

    @Test
    void showsADetail() throws IOException {
        server.sessions.details.put("s-1", detail("{\"sessionId\":\"s-1\",\"body\":\"Fix it\"}"));
        assertThat(server.get(PATH + "/s-1").body()).isEqualTo("{\"sessionId\":\"s-1\",\"body\":\"Fix it\"}\n");
    }

    @Test
    void showsARecord() throws IOException {
        server.sessions.records.put("s-1", record("s-1"));
        assertThat(server.get(PATH + "/s-1/record").body()).startsWith("{\"session\":{\"handle\":" + HANDLE);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, s-9, s-9",
        "GET, %2e%2e, ..",
        "GET, s+9, s+9",
        "GET, s-9/record, s-9",
        "POST, s-9/stop, s-9",
        "GET, s-9/events, s-9",
        "GET, s-9/output, s-9",
    })
    void namesASessionThatIsNotThere(String method, String tail, String id) throws IOException {
        server.sessions.stopped = Optional.empty();
        RawClient.Answer answer = server.ask(method, PATH + "/" + tail, "", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":\"session not found\",\"sessionId\":\"" + id + "\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', 404",
        "GET, a/b, 404",
        "GET, a%2Fb, 404",
        "GET, a/, 404",
        "GET, a/b/c, 404",
        "POST, a, 405",
        "POST, a/b, 405",
        "POST, '', 405",
        "DELETE, unknown, 405",
        "GET, a/stop, 405",
        "POST, a/record, 405",
    })
    void checksTheMethodBeforeTheShapeOfTheId(String method, String tail, int status) throws IOException {
        RawClient.Answer answer = server.ask(method, PATH + "/" + tail, "", "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo(
                        status == 404
                                ? "{\"error\":\"404 page not found\"}\n"
                                : "{\"error\":\"method not allowed\"}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | s-1: stopped over the control API",
                "{}                     | s-1: stopped over the control API",
                "{\"reason\":\"enough\"}    | s-1: enough",
            })
    void stopsASession(String body, String asked) throws IOException {
        RawClient.Answer answer = server.post(PATH + "/s-1/stop", body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"message\":\"stopped\"}\n");
        assertThat(server.sessions.stops).containsExactly(asked);
    }

    @Test
    void saysWhenAStopTakesLonger() throws IOException {
        server.sessions.stopped = Optional.of(false);
        RawClient.Answer answer = server.post(PATH + "/s-1/stop", "");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"message\":\"stopping\"}\n");
    }

    @Test
    void refusesAMalformedStop() throws IOException {
        assertThat(server.post(PATH + "/s-1/stop", "{\"reason\":1}").status()).isEqualTo(400);
        assertThat(server.sessions.stops).isEmpty();
    }

    private static SessionDetail detail(String json) throws IOException {
        return Json.read(json, SessionDetail.class);
    }

    private static SessionRecord record(String id) {
        return new SessionRecord(
                FakeSessions.handle(id),
                new SessionSpec(id, "shop", "", SessionSpec.Resources.NONE, Map.of(), 0),
                RoutingDecision.NONE,
                List.of(),
                List.of(),
                Json.object(),
                "");
    }
}
