package dev.donmai.itests.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.Cli;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.Processes;
import dev.donmai.model.Json;
import dev.donmai.standin.Endpoint;
import dev.donmai.standin.StandIn;
import dev.donmai.standin.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are seen by nobody who need not see them. */
class CanaryIT {

    private static final String REGISTRATION = "rsp_live_canary_0f1e2d3c4b5a";
    private static final String GIT = "git-canary-9a8b7c6d5e4f";

    @RegisterExtension
    final Orchestrated orchestrated = new Orchestrated(StandInOptions.HASTY.registrationToken(REGISTRATION));

    private final DaemonHome home = orchestrated.home();

    /** Every token that went over the wire, and the git credential. */
    private Set<String> canaries() {
        Set<String> tokens = orchestrated.standIn().seen().stream()
                .map(request -> request.headers().getOrDefault("Authorization", ""))
                .map(header -> header.replaceFirst("^Bearer ", ""))
                .filter(token -> !token.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        tokens.add(GIT);
        return tokens;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noTokenIsWhereItShouldNotBe(boolean foreign) throws Exception {
        home.variable("CANARY_TOKEN", REGISTRATION);
        home.config().withObject("/orchestrator").put("authToken", "${CANARY_TOKEN}");
        if (foreign) {
            home.foreignWorker();
        }
        String url =
                home.config().withArray("projects").get(0).path("repository").asText();
        orchestrated.standIn().gitCredential(Json.object().put("cloneUrl", url).put("token", GIT));
        Flag running = new Flag(home.temporary().resolve("running"));
        Flag go = new Flag(home.temporary().resolve("go"));
        DaemonProcess daemon = home.start();
        ControlApi api = daemon.api();
        String script = "env; " + running.raise() + go.await() + "exit 3";
        orchestrated.standIn().offer(foreign ? Orchestrated.item("s", script) : agent("s", script));
        running.awaitUp();
        // Everything that can go wrong with a token is said somewhere.
        orchestrated.standIn().faults().add("refresh=500x1").add("status=503x2").add("heartbeat=401x1");
        orchestrated.standIn().expireTokens();
        orchestrated.awaitRequests(Endpoint.REFRESH, 2);
        Set<String> canaries = canaries();
        assertThat(canaries).contains(REGISTRATION).hasSizeGreaterThanOrEqualTo(3);

        List<Long> processes = Processes.carrying(home.nonce("s"));
        assertThat(processes).isNotEmpty();
        Map<String, String> looked = new LinkedHashMap<>();
        for (long pid : processes) {
            for (String part : List.of("environ", "cmdline")) {
                looked.put("/proc/" + pid + "/" + part, read(Path.of("/proc", "" + pid, part)));
            }
        }
        looked.put("the daemon's command line", read(Path.of("/proc", "" + daemon.pid(), "cmdline")));
        go.up();
        orchestrated.awaitReported("s");
        canaries.addAll(canaries());
        for (String path : List.of(
                "status",
                "stats",
                "doctor",
                "heartbeat",
                "sessions?state=all",
                "sessions/s/record",
                "sessions/s/events",
                "sessions/s/output")) {
            looked.put(path, api.get("/api/daemon/" + path).body());
        }
        looked.put(
                "doctor of the command line", Cli.run(home, "daemon", "doctor").toString());
        looked.put("standard output", daemon.out());
        looked.put("standard error", daemon.err());
        looked.putAll(files());

        assertThat(looked.get("/proc/" + processes.getFirst() + "/environ")).contains("DONMAI_SESSION_ID=s");
        looked.forEach((where, text) -> assertThat(text).as(where).doesNotContain(canaries.toArray(String[]::new)));
    }

    private static ObjectNode agent(String id, String script) {
        ObjectNode item = StandIn.item(id, "sample");
        item.put("body", script).putObject("resolvedProfile").put("provider", "command");
        return item;
    }

    /** All files of the state directory but the token cache, which is there for that. */
    private Map<String, String> files() throws IOException {
        try (Stream<Path> files = Files.walk(home.state())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("daemon.jwt"))
                    .collect(Collectors.toMap(Path::toString, CanaryIT::read));
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
