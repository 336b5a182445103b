package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.registry.ProviderChangeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersResourceTest {

    private static final String STUB =
            "{\"id\":\"stub\",\"name\":\"stub\",\"version\":\"1.0.0\",\"family\":\"agent-runtime\","
                    + "\"scope\":\"global\",\"status\":\"ready\",\"source\":\"bundled\",\"trust\":\"unsigned\",\"manifestOk\":true,"
                    + "\"capabilities\":{\"humanLabel\":\"stub\"}}";

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

    private void addSome() {
        server.providers.add(ProviderFamily.AGENT_RUNTIME, "stub", "ready", "");
        server.providers.add(ProviderFamily.AGENT_RUNTIME, "codex", "degraded", "an old version");
        server.providers.add(ProviderFamily.AGENT_RUNTIME, "claude", "inactive", "no program claude on PATH");
        server.providers.add(ProviderFamily.SANDBOX, "local", "ready", "");
    }

    @Test
    void anEmptyListIsAList() throws IOException {
        assertThat(server.get("/api/daemon/providers").body())
                .isEqualTo("{\"providers\":[],\"partialCoverage\":true,\"coveredFamilies\":[\"agent-runtime\"]}\n");
    }

    @Test
    void listsTheRuntimesThatWork() throws IOException {
        addSome();
        assertThat(server.get("/api/daemon/providers").body())
                .startsWith("{\"providers\":[{\"id\":\"codex\",")
                .endsWith(STUB + "],\"partialCoverage\":true,\"coveredFamilies\":[\"agent-runtime\"]}\n")
                .doesNotContain("claude")
                .doesNotContain("local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"families=ALL", "families=", "families=vcs", "family=all", "families=%zz"})
    void anythingButAllIsThePlainList(String query) throws IOException {
        addSome();
        assertThat(server.get("/api/daemon/providers?" + query).body()).doesNotContain("claude");
    }

    @Test
    void listsEverythingWhenAsked() throws IOException {
        addSome();
        assertThat(server.get("/api/daemon/providers?families=all").body())
                .startsWith("{\"providers\":[{\"id\":\"sandbox:local\",\"name\":\"local\",")
                .contains("\"id\":\"claude\"", "\"reason\":\"no program claude on PATH\"", STUB)
                .endsWith("],\"partialCoverage\":true,\"coveredFamilies\":[\"sandbox\",\"agent-runtime\"]}\n");
    }

    @Test
    void coversEverythingOnlyWhenNoFamilyIsMissing() throws IOException {
        server.providers.families = List.of(ProviderFamily.values());
        assertThat(server.get("/api/daemon/providers?families=all").body())
                .endsWith("],\"partialCoverage\":false,\"coveredFamilies\":[\"sandbox\",\"workarea\",\"agent-runtime\","
                        + "\"vcs\",\"issue-tracker\",\"deployment\",\"agent-registry\",\"kit\"]}\n");
    }

    @ParameterizedTest
    @CsvSource({"stub, stub", "claude, claude", "sandbox:local, sandbox:local", "sandbox%3Alocal, sandbox:local"})
    void showsOne(String path, String id) throws IOException {
        addSome();
        RawClient.Answer answer = server.get("/api/daemon/providers/" + path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"provider\":{\"id\":\"" + id + "\",");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "unknown, unknown",
        "STUB, STUB",
        "local, local",
        "claude/extra, claude/extra",
        "stub/, stub/",
        "stub%2F, stub/",
        "agent-runtime:stub, agent-runtime:stub",
        "sandbox:, sandbox:",
        "sandbox, sandbox",
        "%2e%2e, ..",
    })
    void knowsNothingElse(String path, String id) throws IOException {
        addSome();
        RawClient.Answer answer = server.get("/api/daemon/providers/" + path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":\"provider not found\",\"providerId\":\"" + id + "\"}\n");
    }

    @Test
    void theMethodIsLookedAtFirst() throws IOException {
        assertThat(server.post("/api/daemon/providers/unknown/extra", "").status())
                .isEqualTo(405);
    }

    @Test
    void installsAJarThatIsNamedOrSent() throws IOException {
        addSome();
        RawClient.Answer named =
                server.post("/api/daemon/providers/install", "{\"path\":\"/no/such.jar\",\"force\":true}");
        assertThat(named.status()).isEqualTo(201);
        assertThat(named.body()).isEqualTo("{\"provider\":" + STUB + "}\n");
        // Larger than what other routes take.
        String jar = "PK\3\4" + "x".repeat(2 << 20);
        assertThat(server.ask("POST", "/api/daemon/providers/install", "", jar).status())
                .isEqualTo(201);
        assertThat(server.providers.asked).containsExactly("install /no/such.jar true", "install 2097156 bytes false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|send a JAR",
                "{}|send a JAR",
                "null|send a JAR",
                "{|invalid body",
                "[]|invalid body",
                "{\"path\":3.5}|invalid body"
            })
    void whatBringsNoProviderIsABadRequest(String body, String words) throws IOException {
        RawClient.Answer answer = server.post("/api/daemon/providers/install", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void changesTheProviderThatThePathNames() throws IOException {
        addSome();
        for (String verb : new String[] {"update", "enable", "disable"}) {
            RawClient.Answer answer = server.post("/api/daemon/providers/sandbox:local/" + verb, "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"provider\":{\"id\":\"sandbox:local\",");
        }
        assertThat(server.ask("DELETE", "/api/daemon/providers/stub", "", "").body())
                .isEqualTo("{\"provider\":" + STUB + "}\n");
        assertThat(server.post("/api/daemon/providers/stub/update?force=true", "")
                        .status())
                .isEqualTo(200);
        assertThat(server.providers.asked)
                .containsExactly(
                        "update local - false", "enable local", "disable local", "remove stub", "update stub - true");
    }

    @ParameterizedTest
    @CsvSource({"MALFORMED, 400", "UNTRUSTED, 403", "UNKNOWN, 404", "CONFLICT, 409", "UNFIT, 422"})
    void aRefusalSaysWhy(ProviderChangeException.Kind kind, int status) throws IOException {
        server.providers.refuse(kind, "for a reason");
        for (RawClient.Answer answer : new RawClient.Answer[] {
            server.post("/api/daemon/providers/install", "{\"path\":\"/a.jar\"}"),
            server.post("/api/daemon/providers/stub/update", ""),
            server.post("/api/daemon/providers/stub/enable", ""),
            server.ask("DELETE", "/api/daemon/providers/stub", "", "")
        }) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains("\"error\":\"for a reason\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stub", "", "stub/install", "stub/remove", "installed"})
    void nothingElseIsPosted(String path) throws IOException {
        RawClient.Answer answer = server.post("/api/daemon/providers/" + path, "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, DELETE");
    }
}
