package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.itests.contract.ReferenceDaemon.Request;
import dev.donmai.itests.support.Cli;
import dev.donmai.itests.support.DaemonHome;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our command line against the reference's daemon: what it sends, and what it makes of the replies (§4). */
class OurCommandLineIT {

    @TestFactory
    @Proves({"4/requests", "4/replies"})
    Stream<DynamicTest> everyCommand() {
        return Golden.all().stream()
                .filter(golden -> !golden.reply().isEmpty())
                .map(golden -> DynamicTest.dynamicTest(golden.title(), () -> run(golden)));
    }

    private static void run(Golden golden) throws IOException {
        try (ReferenceDaemon daemon = new ReferenceDaemon(golden.replyOnTheWire());
                DaemonHome home = DaemonHome.open()) {
            home.variable("DONMAI_DAEMON_URL", daemon.url());
            home.writeConfig();
            Cli cli = Cli.run(home, golden.command().toArray(String[]::new));
            assertThat(daemon.requests()).as("%s", cli).hasSize(1);
            assertSame(golden, daemon.requests().getFirst());
            assertThat(cli.out()).as("%s", cli).isEqualTo(golden.out());
            assertThat(cli.err()).isEqualTo(golden.err());
            assertThat(cli.code()).isEqualTo(golden.code());
        }
    }

    /** The same but for what names the program itself. */
    private static void assertSame(Golden golden, Request sent) {
        assertThat(sent.line()).isEqualTo(golden.requestLine());
        assertThat(document(sent.body())).isEqualTo(document(golden.requestBody()));
        if (golden.requestLine().startsWith("POST")) {
            assertThat(sent.hasHeader("content-type: application/json")).isTrue();
            assertThat(sent.hasHeaderNamed("content-length")).isTrue();
        }
        for (String name : new String[] {"origin", "cookie", "sec-fetch-site", "upgrade", "transfer-encoding"}) {
            assertThat(sent.hasHeaderNamed(name)).as(name).isFalse();
        }
    }

    private static Object document(String body) {
        try {
            return body.isEmpty() ? "" : StrictJson.parse(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }
}
