package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.RawAnswer;
import dev.donmai.itests.support.RawConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The older command line against our daemon: the bytes that it sends, and what it makes of our replies (§4). */
class OlderCommandLineIT {

    private static final SharedDaemons DAEMONS = new SharedDaemons();

    @AfterAll
    static void stop() {
        DAEMONS.close();
    }

    @TestFactory
    @Proves({"4/requests", "4/replies"})
    Stream<DynamicTest> everyCommand() {
        return Golden.all().stream()
                .sorted(Comparator.comparing(Golden::daemon))
                .map(golden -> DynamicTest.dynamicTest(golden.title(), () -> run(golden)));
    }

    private static void run(Golden golden) {
        LiveDaemon daemon = DAEMONS.in(golden.daemon());
        for (String first : golden.before()) {
            int body = first.indexOf('{');
            String path = first.substring(0, body < 0 ? first.length() : body).strip();
            daemon.home().api().post(path, body < 0 ? "" : first.substring(body));
        }
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            RawAnswer answer =
                    connection.send(golden.requestTo(daemon.address())).answer();
            assertThat(answer.status()).as("%s", answer).isEqualTo(golden.status());
            // Nothing that the client did not offer to understand.
            assertThat(answer.header("Content-Encoding")).isEmpty();
            if (golden.shape().isEmpty()) {
                return;
            }
            JsonNode decoded = GoDecoder.decode(answer.body(), golden.shape());
            assertThat(ReplyShape.of(golden.shape()).faults(decoded))
                    .as("%s", decoded)
                    .isEmpty();
            List<String> wrong = new ArrayList<>();
            JsonNode expected = daemon.about().in(dev.donmai.model.Json.mapper().valueToTree(golden.decoded()));
            expected.properties().forEach(member -> {
                Optional<JsonNode> found = Members.at(decoded, member.getKey());
                if (found.filter(value -> StrictJson.matches(member.getValue(), value))
                        .isEmpty()) {
                    wrong.add(member.getKey() + " is "
                            + found.map(JsonNode::toString).orElse("missing") + ", not " + member.getValue());
                }
            });
            assertThat(wrong).isEmpty();
        }
    }
}
