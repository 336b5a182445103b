package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProviderCommandTest {

    private static final String LIST = "GET /api/daemon/providers";

    private static final String CLAUDE = """
            {"id":"claude","name":"claude","version":"1.0","family":"agent-runtime","scope":"global","status":"ready",
             "source":"bundled","trust":"unsigned","manifestOk":true,
             "capabilities":{"supportsSessionResume":true,"humanLabel":"Claude","limits":{"tokens":1000000,"modes":["a","b"]},
             "factor":0.50,"none":null}}
            """;

    private static final String SANDBOX = """
            {"id":"sandbox:local","name":"local","version":"1.0","family":"sandbox","scope":"global","status":"unhealthy",
             "source":"local","trust":"signed-verified","signerId":"me@example.net","signedAt":"2026-05-20T09:15:04Z",
             "manifestOk":true,"capabilities":{},"reason":"bubblewrap is not installed"}
            """;

    private static final String ODD = """
            {"id":"oracle:x","name":"x","version":"2","family":"oracle","scope":"global","status":"ready","source":"registry",
             "trust":"unsigned","manifestOk":true,"capabilities":{}}
            """;

    @RegisterExtension
    final CommandRun command = new CommandRun();

    private static String list(String... providers) {
        return "{\"providers\":[" + String.join(",", providers)
                + "],\"partialCoverage\":true,\"coveredFamilies\":[\"agent-runtime\"]}";
    }

    @Test
    void listsProvidersByFamilyInTheGivenOrderAndUnknownFamiliesBehind() {
        command.daemon().answer(LIST, 200, list(ODD, CLAUDE, SANDBOX));

        assertThat(command.run("provider", "list")).isZero();

        assertThat(command.out()).isEqualTo("""
                        sandbox
                          NAME   VERSION  SCOPE   STATUS
                          local  1.0      global  unhealthy: bubblewrap is not installed

                        agent-runtime
                          NAME    VERSION  SCOPE   STATUS
                          claude  1.0      global  ready

                        oracle
                          NAME  VERSION  SCOPE   STATUS
                          x     2        global  ready
                        """);
    }

    @Test
    void asksForAllFamilies() {
        command.daemon().answer(LIST + "?families=all", 200, list());

        assertThat(command.run("provider", "list", "--all")).isZero();

        assertThat(command.out()).isEqualTo("No providers registered.\n");
    }

    @Test
    void listsWhereEachCameFromWhenThereIsRoom() {
        command.daemon().answer(LIST, 200, list(CLAUDE, SANDBOX));

        assertThat(command.run("provider", "list", "-o", "wide")).isZero();

        assertThat(command.out()).isEqualTo("""
                        sandbox
                          NAME   VERSION  SCOPE   STATUS     SOURCE  TRUST            ID             REASON
                          local  1.0      global  unhealthy  local   signed-verified  sandbox:local  bubblewrap is not installed

                        agent-runtime
                          NAME    VERSION  SCOPE   STATUS  SOURCE   TRUST     ID      REASON
                          claude  1.0      global  ready   bundled  unsigned  claude
                        """);
    }

    @Test
    void namesThem() {
        command.daemon().answer(LIST, 200, list(CLAUDE, SANDBOX));

        assertThat(command.run("provider", "list", "-o", "name")).isZero();

        assertThat(command.out()).isEqualTo("provider/sandbox:local\nprovider/claude\n");
    }

    @Test
    void showsAProviderWithItsCapabilitiesAsPlainValues() {
        command.daemon().answer(LIST + "/claude", 200, "{\"provider\":" + CLAUDE + "}");

        assertThat(command.run("provider", "show", "claude")).isZero();

        assertThat(command.out()).isEqualTo("""
                        ID:       claude
                        Name:     claude
                        Family:   agent-runtime
                        Version:  1.0
                        Scope:    global
                        Status:   ready
                        Source:   bundled
                        Trust:    unsigned

                        Capabilities:
                          factor: 0.50
                          humanLabel: Claude
                          limits: {"tokens":1000000,"modes":["a","b"]}
                          none: null
                          supportsSessionResume: true
                        """);
    }

    @Test
    void showsWhySomethingCannotBeUsedAndWhoSignedIt() {
        command.daemon().answer(LIST + "/sandbox%3Alocal", 200, "{\"provider\":" + SANDBOX + "}");

        assertThat(command.run("provider", "show", "sandbox:local")).isZero();

        assertThat(command.out()).isEqualTo("""
                        ID:        sandbox:local
                        Name:      local
                        Family:    sandbox
                        Version:   1.0
                        Scope:     global
                        Status:    unhealthy
                        Reason:    bubblewrap is not installed
                        Source:    local
                        Trust:     signed-verified
                        Signer:    me@example.net
                        SignedAt:  2026-05-20T09:15:04Z
                        """);
    }

    @Test
    void printsTheProviderWithoutItsEnvelope() {
        command.daemon().answer(LIST + "/x", 200, "{\"provider\":" + ODD + "}");

        assertThat(command.run("provider", "show", "x", "--json")).isZero();

        assertThat(command.out()).startsWith("{\n  \"id\": \"oracle:x\",\n").endsWith("  \"capabilities\": {}\n}\n");
    }

    @Test
    void saysWhatWentWrong() {
        command.daemon()
                .answer(LIST + "/gone", 404, "{\"error\":\"provider not found\",\"providerId\":\"gone\"}")
                .answer(LIST + "/odd", 500, "{\"error\":\"broken\"}")
                .answer(LIST, 401, "{\"error\":\"missing or invalid control token\"}");

        assertThat(command.run("provider", "show", "gone")).isEqualTo(1);
        assertThat(command.err()).isEqualTo("Error: provider not found: gone\n");
        assertThat(command.run("provider", "show", "odd")).isEqualTo(1);
        assertThat(command.err()).isEqualTo("Error: get provider: /api/daemon/providers/odd: server error: broken\n");
        assertThat(command.run("provider", "list")).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo("Error: list providers: /api/daemon/providers: not authenticated:"
                        + " missing or invalid control token\n");
    }
}
