package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.RawAnswer;
import dev.donmai.itests.support.RawConnection;
import dev.donmai.itests.support.RawRequest;
import dev.donmai.itests.support.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids that would lead out of their directory, and texts that would become something else than texts. */
class PathAttackIT {

    private static final String SECRET = "the secret of another directory";

    private static LiveDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = LiveDaemon.in(Situation.RUNNING);
        Path state = daemon.home().state();
        // What a traversal would find one directory up, from sessions, workareas and providers alike.
        Files.writeString(state.resolve("manifest.json"), "{\"id\":\"" + SECRET + "\"}");
        Files.writeString(state.resolve("record.json"), "{\"handle\":{\"sessionId\":\"" + SECRET + "\"}}");
        Files.writeString(state.resolve("session.json"), "{\"sessionId\":\"" + SECRET + "\"}");
        Files.writeString(state.resolve("events.ndjson"), "{\"id\":1,\"kind\":\"" + SECRET + "\"}\n");
        Files.writeString(state.resolve("output.log"), SECRET);
        Files.writeString(state.resolve("stdout.log"), SECRET);
        Path archive = Files.createDirectories(state.resolve("workareas").resolve("archive-1"));
        Files.writeString(archive.resolve("manifest.json"), "{\"id\":\"archive-1\"}");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    static Stream<String> routes() {
        return Stream.of(
                "GET /api/daemon/sessions/<id>",
                "GET /api/daemon/sessions/<id>/record",
                "GET /api/daemon/sessions/<id>/events",
                "GET /api/daemon/sessions/<id>/output",
                "POST /api/daemon/sessions/<id>/stop",
                "GET /api/daemon/sessions?before=<id>",
                "GET /api/daemon/providers/<id>",
                "GET /api/daemon/workareas/<id>",
                "GET /api/daemon/routing/explain/<id>");
    }

    /** Once and twice encoded, overlong, with a NUL, with other separators. */
    private static final List<String> UP = List.of(
            "..",
            "../",
            "../../etc/passwd",
            "./..",
            "x/../..",
            "%2e%2e",
            "%2E%2e",
            ".%2e",
            "%2e%2e%2f",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "x%2f..%2f..",
            "archive-1%2f..%2f..",
            "%252e%252e",
            "%252e%252e%252f",
            "%c0%ae%c0%ae",
            "%c0%ae%c0%ae%c0%af",
            "%e0%80%ae%e0%80%ae",
            "%u002e%u002e",
            "..%00",
            "%00",
            "archive-1%00",
            "archive-1%00%2f..",
            "..%5c",
            "..%5c..%5cetc",
            "..;",
            "..;/",
            "..%3b",
            "~",
            "~root",
            "%2fetc%2fpasswd",
            "//etc/passwd",
            "%20..",
            "..%20",
            "..%0d%0a",
            "%ef%bc%8e%ef%bc%8e%ef%bc%8f");

    @ParameterizedTest
    @MethodSource("routes")
    @Proves({"limits/traversal", "2.4/encoded-dots"})
    void traversal(String route) {
        int blank = route.indexOf(' ');
        Set<String> let = new TreeSet<>();
        for (String id : UP) {
            String target = route.substring(blank + 1).replace("<id>", id);
            RawAnswer answer = RawRequest.of(daemon.address(), route.substring(0, blank), target)
                    .exchange();
            boolean refused = answer.status() == 400
                    || answer.status() == 404
                    || answer.status() == 301
                    || answer.status() == 405;
            // A raw dot segment may clean up to a route of its own.
            boolean ownRoute = !id.contains("%") && answer.status() == 200 && !route.contains("<id>/");
            if (!(refused || ownRoute)
                    || answer.body().contains(SECRET)
                    || answer.body().contains("root:")) {
                let.add(id + ": " + answer.status() + " " + answer.body());
            }
        }
        assertThat(let).isEmpty();
    }

    /** A link in the directory of archives leads nowhere. */
    @Test
    @Proves("limits/traversal")
    void aLinkAmongTheArchives() throws IOException {
        Path outside = Files.createDirectories(daemon.home().temporary().resolve("outside"));
        Files.writeString(outside.resolve("manifest.json"), "{\"id\":\"" + SECRET + "\"}");
        Files.createSymbolicLink(daemon.home().state().resolve("workareas").resolve("linked"), outside);
        RawAnswer answer = RawRequest.get(daemon.home().api(), "/api/daemon/workareas/linked")
                .exchange();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(daemon.home().api().get("/api/daemon/workareas").body()).doesNotContain(SECRET, "linked");
    }

    @Test
    @Proves({"limits/traversal", "7.2/id-malformed"})
    void aSessionThatNamesAPath() throws IOException {
        Set<Path> before = files();
        for (String id : List.of(
                "..", "../x", "/tmp/x", "x/../../y", "..\\x", "x\0y", ".ssh", "a".repeat(201), "é".repeat(101))) {
            assertThat(daemon.home()
                            .api()
                            .post("/api/daemon/sessions", Specs.plain(id, "sample"))
                            .status())
                    .as(id)
                    .isEqualTo(400);
        }
        assertThat(files()).isEqualTo(before);
    }

    /** Nothing of it reaches a shell. */
    @Test
    @Proves("limits/traversal")
    void anIdThatIsAShellCommand() throws IOException {
        Path mark = daemon.home().temporary().resolve("mark");
        List<String> ids = List.of(
                "$(touch mark)", "`touch mark`", "x;touch mark", "x|touch mark", "-rf", "--help", "x' 'y", "%n$s", "*");
        for (String id : ids) {
            int status = daemon.home()
                    .api()
                    .post("/api/daemon/sessions", Specs.foreign(id, "sample", "exit 0"))
                    .status();
            assertThat(status).as(id).isIn(202, 400);
            if (status == 202) {
                daemon.home()
                        .api()
                        .awaitEnd(java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8)
                                .replace("+", "%20"));
            }
        }
        assertThat(mark).doesNotExist();
        assertThat(daemon.home().api().sessions()).isEmpty();
    }

    /** Every line of the log was written by the daemon, whatever was sent. */
    @Test
    @Proves("limits/logs")
    void forgedLinesOfTheLog() {
        String forged = "level=ERROR msg=forged";
        for (String id : List.of(
                "x%0d%0a" + forged, "x%0a" + forged, "x%e2%80%a8" + forged, "x%c2%85" + forged, "x%1b[2J" + forged)) {
            String target = "/api/daemon/sessions/" + id.replace(" ", "%20");
            RawRequest.of(daemon.address(), "GET", target).exchange();
            RawRequest.of(daemon.address(), "POST", target + "/stop").exchange();
            RawRequest.of(daemon.address(), "GET", "/api/daemon/nothing/" + id.replace(" ", "%20"))
                    .exchange();
        }
        for (String text : List.of("x\n" + forged, "x\r\n" + forged, "x\u2028" + forged, "x\u001b[2J" + forged)) {
            daemon.home().api().post("/api/daemon/sessions", Specs.plain(text, "sample"));
            daemon.home().api().post("/api/daemon/sessions", Specs.plain("s-log", text));
            daemon.home()
                    .api()
                    .post("/api/daemon/sessions", Specs.plain("s-log", "sample").put("ref", text));
            daemon.home()
                    .api()
                    .post(
                            "/api/daemon/capacity",
                            dev.donmai.model.Json.object().put("key", text).put("value", text));
            daemon.home()
                    .api()
                    .post(
                            "/api/daemon/sessions/nobody/stop",
                            dev.donmai.model.Json.object().put("reason", text));
        }
        for (String header : List.of("User-Agent", "Origin", "Referer", "X-Forwarded-For", "Authorization")) {
            try (RawConnection connection = RawConnection.to(daemon.address())) {
                connection.send("GET /api/daemon/status HTTP/1.1\r\nHost: " + daemon.address() + "\r\n" + header
                        + ": x\r" + forged + "\r\nConnection: close\r\n\r\n");
                connection.readUntil("no such text");
            }
        }
        daemon.home().api().accept(Specs.foreign("s-said", "sample", "printf 'x\\r" + forged + "\\033[2J\\n'; exit 1"));
        daemon.home().api().awaitEnd("s-said");
        String log = daemon.process().out() + daemon.process().err();
        assertThat(log.lines().filter(line -> line.strip().startsWith("level=ERROR")))
                .isEmpty();
        assertThat(log.chars()
                        .filter(c -> (Character.isISOControl(c) && c != '\n') || c == '\u2028' || c == '\u2029')
                        .mapToObj(Integer::toHexString)
                        .collect(Collectors.toSet()))
                .as("control characters in the log")
                .isEmpty();
    }

    private static Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(daemon.home().temporary(), 3)) {
            return files.filter(file -> !file.toString().contains("cli-")).collect(Collectors.toSet());
        }
    }
}
