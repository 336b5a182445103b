package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonEvictTest {

    private static final String EVICT = "POST /api/daemon/pool/evict";

    @RegisterExtension
    final CommandRun command = new CommandRun();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--older-than 1h|--repo is required",
                "--repo r|--older-than is required",
                "--older-than=x|--repo is required",
                "--repo r --older-than 5d|--older-than: invalid duration \"5d\": time: unknown unit \"d\" in duration \"5d\"",
                "--repo r --older-than 0s|--older-than: duration must be positive, got 0s",
                "--repo r --older-than=-1h|--older-than: duration must be positive, got -1h",
            })
    void checksItsFlagsInOrder(String flags, String message) {
        assertThat(command.run(("daemon evict " + flags).split(" "))).isEqualTo(1);

        assertThat(command.err()).isEqualTo("Error: " + message + "\n");
        assertThat(command.daemon().requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"24h, 86400", "1m30.9s, 90", "500ms, 1"})
    void sendsWholeSeconds(String duration, long seconds) {
        command.daemon().answer(EVICT, 200, "{\"evicted\":2,\"message\":\"done\",\"correlationId\":\"c-1\"}");

        assertThat(command.run("daemon", "evict", "--repo", "https://x/y", "--older-than", duration))
                .isZero();

        assertThat(command.out()).isEqualTo("evicted 2 pool member(s): done\ncorrelation-id: c-1\n");
        assertThat(command.daemon().requests().getFirst().body())
                .isEqualTo("{\"repoUrl\":\"https://x/y\",\"olderThanSeconds\":" + seconds + "}");
    }

    @Test
    void printsTheReply() {
        command.daemon().answer(EVICT, 200, "{\"evicted\":0,\"message\":\"nothing\",\"more\":1}");

        assertThat(command.run("daemon", "evict", "--repo", "r", "--older-than", "1h", "--json"))
                .isZero();

        assertThat(command.out()).isEqualTo("{\n  \"evicted\": 0,\n  \"message\": \"nothing\",\n  \"more\": 1\n}\n");
    }

    @Test
    void saysThatThereIsNoPool() {
        command.daemon().answer(EVICT, 501, "{\"evicted\":0,\"message\":\"pool eviction handler not wired\"}");

        assertThat(command.run("daemon", "evict", "--repo", "r", "--older-than", "1h"))
                .isEqualTo(1);

        assertThat(command.err())
                .isEqualTo(
                        "Error: daemon evict: /api/daemon/pool/evict: server error: pool eviction handler not wired\n");
    }
}
