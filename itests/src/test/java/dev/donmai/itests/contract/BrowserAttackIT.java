package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.Cli;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.RawAnswer;
import dev.donmai.itests.support.RawRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page on the Internet can make a browser on this machine send. */
class BrowserAttackIT {

    private static final String STATUS = "/api/daemon/status";
    private static final String PAUSE = "/api/daemon/pause";

    private static LiveDaemon daemon;

    @BeforeAll
    static void start() {
        daemon = LiveDaemon.in(Situation.RUNNING);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    /** Whatever was tried has changed nothing. */
    @AfterEach
    void nothingHasHappened() {
        assertThat(get(STATUS).exchange().json().path("status").asText()).isEqualTo("ready");
        assertThat(daemon.home().api().sessions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "attacker.example:7734",
                "localhost.attacker.example",
                "127.0.0.1.attacker.example",
                "127.0.0.1.nip.io",
                "localhost.",
                "192.168.1.10",
                "169.254.169.254",
                "[fe80::1]"
            })
    @Proves("access/host")
    void dnsRebinding(String host) {
        for (RawRequest request : new RawRequest[] {get(STATUS), get("/healthz"), post(PAUSE), session()}) {
            RawAnswer answer = request.header("Host", host).exchange();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.error()).isEqualTo("host not allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "donmai@attacker.example",
                "127.0.0.1@attacker.example",
                "127.0.0.1 attacker.example",
                "127.0.0.1/attacker.example",
                "127.0.0.1:7734:80",
                "127.0.0.1:port",
                "[::1",
                "::1]",
                ""
            })
    @Proves("access/host")
    void aHostThatIsNone(String host) {
        for (RawRequest request : new RawRequest[] {get(STATUS), get("/healthz"), post(PAUSE), session()}) {
            RawAnswer answer = request.header("Host", host).exchange();
            assertThat(answer.status()).isIn(400, 403);
            assertThat(answer.error()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:1",
                "LOCALHOST",
                "127.0.0.1",
                "127.0.0.1:80",
                "127.1.2.3",
                "[::1]",
                "[::1]:7734"
            })
    @Proves("access/host")
    void everyNameOfLoopbackIsServed(String host) {
        assertThat(get(STATUS).header("Host", host).exchange().status()).isEqualTo(200);
    }

    /** Browsers have let pages reach every local port by this address. */
    @Test
    @Proves("access/host")
    void zeroAddress() {
        for (String host : new String[] {"0.0.0.0", "0.0.0.0:7734", "[::]", "[::]:7734", "0"}) {
            for (RawRequest request : new RawRequest[] {get(STATUS), post(PAUSE)}) {
                RawAnswer answer = request.header("Host", host).exchange();
                assertThat(answer.status()).as(host).isEqualTo(403);
                assertThat(answer.error()).as(host).isEqualTo("host not allowed");
            }
        }
    }

    @Test
    @Proves("access/bind")
    void aBindThatOtherMachinesReachNeedsTheToken() throws Exception {
        for (String host : new String[] {"0.0.0.0", "::"}) {
            try (DaemonHome home = DaemonHome.open()) {
                home.config().withObject("http").put("host", host);
                DaemonProcess refused = home.launch();
                assertThat(refused.awaitExit()).as(host).isEqualTo(1);
                assertThat(refused.err()).contains("Error: ", "http.auth: token");
                assertThat(home.state().resolve("daemon.addr")).doesNotExist();
            }
        }
        try (DaemonHome home = DaemonHome.open()) {
            home.config().withObject("http").put("host", "0.0.0.0").put("auth", "token");
            home.start();
            Cli cli = Cli.run(home, "daemon", "status");
            assertThat(cli.code()).as("%s", cli).isZero();
            RawRequest request = RawRequest.get(home.api(), STATUS);
            assertThat(request.exchange().status()).isEqualTo(401);
            request.header("Authorization", "Bearer " + LiveDaemon.token(home));
            assertThat(request.exchange().status()).isEqualTo(200);
            assertThat(request.header("Host", "attacker.example").exchange().status())
                    .isEqualTo(403);
        }
    }

    /** A form needs no leave to send these to any address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "TEXT/PLAIN; charset=x"
            })
    @Proves({"access/origin", "access/origin-token", "2.5/form-types"})
    void csrfByForm(String type) {
        for (String origin : new String[] {"https://attacker.example", "null"}) {
            for (RawRequest request : new RawRequest[] {session(), post(PAUSE)}) {
                RawAnswer answer = request.header("Content-Type", type)
                        .header("Origin", origin)
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "navigate")
                        .exchange();
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.error()).isEqualTo("origin not allowed");
            }
        }
        // From another port of this machine, which is another origin but the same site.
        RawAnswer near = session()
                .header("Content-Type", type)
                .header("Origin", "http://localhost:3000")
                .header("Sec-Fetch-Site", "same-site")
                .exchange();
        assertThat(near.status()).isIn(401, 403, 415);
    }

    @Test
    @Proves("access/origin")
    void csrfByFetchFromAnotherSite() {
        for (RawRequest request : new RawRequest[] {get(STATUS), get("/api/daemon/sessions"), session(), post(PAUSE)}) {
            RawAnswer answer = request.header("Origin", "https://attacker.example")
                    .header("Sec-Fetch-Site", "cross-site")
                    .header("Sec-Fetch-Mode", "cors")
                    .exchange();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.error()).isEqualTo("origin not allowed");
        }
    }

    /** Without the mode {@code cors} a GET has no Origin. */
    @Test
    @Proves("access/origin")
    void csrfByFetchWithoutCors() {
        for (RawRequest request :
                new RawRequest[] {get(STATUS), get("/api/daemon/sessions/x"), post(PAUSE), session()}) {
            RawAnswer answer = request.header("Sec-Fetch-Site", "cross-site")
                    .header("Sec-Fetch-Mode", "no-cors")
                    .header("Sec-Fetch-Dest", "script")
                    .exchange();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.error()).isEqualTo("origin not allowed");
        }
    }

    @Test
    @Proves("access/origin-token")
    void csrfByFetchFromTheSameSite() {
        for (String origin : new String[] {
            "http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]", "http://" + daemon.address()
        }) {
            for (RawRequest request : new RawRequest[] {get(STATUS), session(), post(PAUSE)}) {
                RawAnswer answer = request.header("Origin", origin)
                        .header("Sec-Fetch-Site", "same-site")
                        .exchange();
                assertThat(answer.status()).as(origin).isEqualTo(401);
                assertThat(answer.error()).isEqualTo("missing or invalid control token");
            }
        }
    }

    /** Sandboxed frames, files and redirects have this origin. */
    @Test
    @Proves("access/origin")
    void nullOrigin() {
        for (RawRequest request : new RawRequest[] {get(STATUS), session(), post(PAUSE)}) {
            RawAnswer answer = request.header("Origin", "null")
                    .header("Authorization", "Bearer " + LiveDaemon.token(daemon.home()))
                    .exchange();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.error()).isEqualTo("origin not allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1.attacker.example",
                "http://attacker.example/127.0.0.1",
                "http://attacker.example#localhost",
                "http://user@localhost",
                "http://localhost:7734/",
                "http://localhost:7734/path",
                "file://",
                "chrome-extension://abcdefghijklmnop",
                "javascript://localhost",
                "//localhost",
                "localhost",
                ""
            })
    @Proves("access/origin")
    void anOriginThatOnlyLooksLikeOurs(String origin) {
        RawAnswer answer = get(STATUS)
                .header("Origin", origin)
                .header("Authorization", "Bearer " + LiveDaemon.token(daemon.home()))
                .exchange();
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    @Proves({"access/origin", "1/no-cors"})
    void aPreflightIsNeverGranted() {
        RawAnswer answer = RawRequest.of(daemon.address(), "OPTIONS", "/api/daemon/sessions")
                .header("Origin", "https://attacker.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Private-Network", "true")
                .exchange();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    @Proves("access/origin")
    void anAnswerCannotBeIncludedAsAScript() {
        RawAnswer answer = get("/api/daemon/stats").exchange();
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Type")).contains("application/json");
    }

    private static RawRequest get(String path) {
        return RawRequest.get(daemon.home().api(), path);
    }

    private static RawRequest post(String path) {
        return RawRequest.post(daemon.home().api(), path, "");
    }

    private static RawRequest session() {
        return RawRequest.post(
                daemon.home().api(), "/api/daemon/sessions", "{\"sessionId\":\"csrf\",\"repository\":\"sample\"}");
    }
}
