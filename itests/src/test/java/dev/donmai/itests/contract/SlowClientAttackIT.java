package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.RawAnswer;
import dev.donmai.itests.support.RawConnection;
import dev.donmai.itests.support.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, many of them. */
class SlowClientAttackIT {

    private static final int ASKED = 20;

    private static LiveDaemon daemon;

    @BeforeAll
    static void start() {
        daemon = LiveDaemon.in(Situation.RUNNING);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    /** A byte now and then, never the end of the head. The larger number is more than may wait for a request at once. */
    @ParameterizedTest
    @ValueSource(ints = {200, 600})
    @Proves({"limits/slow-clients", "1/header-time"})
    void slowHeads(int clients) {
        List<RawConnection> slow =
                open(clients, "GET /api/daemon/status HTTP/1.1\r\nHost: " + daemon.address() + "\r\nX: ");
        try {
            vitalRoutesAnswer();
            Eventually.await("all slow clients to be cut off").until(() -> stillOpen(slow) == 0);
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    @Test
    @Proves({"limits/slow-clients", "1/read-time"})
    void slowBodies() {
        List<RawConnection> slow = open(
                100,
                "POST /api/daemon/sessions HTTP/1.1\r\nHost: " + daemon.address()
                        + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{");
        try {
            vitalRoutesAnswer();
            assertThat(daemon.home().api().get("/api/daemon/sessions").status()).isEqualTo(200);
            Eventually.await("all slow clients to be cut off").until(() -> stillOpen(slow) == 0);
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    @Test
    @Proves({"limits/slow-clients", "1/idle-time", "1/keep-alive"})
    void idleConnections() {
        List<RawConnection> idle = open(300, "GET /healthz HTTP/1.1\r\nHost: " + daemon.address() + "\r\n\r\n");
        try {
            // Those that came when there was room were answered, and may ask again.
            assertThat(idle.getFirst().answer().body()).isEqualTo("ok");
            assertThat(idle.getFirst()
                            .send("GET /api/daemon/status HTTP/1.1\r\nHost: " + daemon.address() + "\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            vitalRoutesAnswer();
            assertThat(idle.getFirst().closed()).isTrue();
        } finally {
            idle.forEach(RawConnection::close);
        }
    }

    /** A script that asks again and again, and gives up each time; more of it than is served at once. */
    @Test
    @Proves({"limits/relief", "limits/slow-clients", "6.5/called-off"})
    void manyThatWaitForADrain() {
        ControlApi api = daemon.home().api();
        api.accept(Specs.foreign("s-long", "sample", Situation.ENDLESS));
        String body = "{\"wait\":true}";
        List<RawConnection> waiting = open(
                300,
                "POST /api/daemon/drain HTTP/1.1\r\nHost: " + daemon.address() + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
        try {
            RawAnswer refused = waiting.getLast().answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).contains("5");
            vitalRoutesAnswer();
            assertThat(api.post("/api/daemon/resume").status()).isEqualTo(200);
            assertThat(waiting.getFirst().answer().error())
                    .startsWith("drain incomplete: it was called off, and 1 session(s) go on");
        } finally {
            waiting.forEach(RawConnection::close);
        }
        assertThat(api.post("/api/daemon/sessions/s-long/stop").status()).isEqualTo(200);
    }

    /** It gets its output late; nobody else does. */
    @Test
    @Proves({"limits/slow-clients", "18/streaming"})
    void aReaderOfAStreamThatDoesNotRead() {
        ControlApi api = daemon.home().api();
        api.accept(Specs.foreign("s-slow", "sample", "yes 'a line of output' | head -c 8000000; exec sleep 1000"));
        try (RawConnection reader = RawConnection.to(daemon.address())) {
            reader.send("GET /api/daemon/sessions/s-slow/output?follow=true HTTP/1.1\r\nHost: " + daemon.address()
                    + "\r\n\r\n");
            String head = reader.readUntil("\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 200").contains("Content-Type: text/plain; charset=utf-8");
            vitalRoutesAnswer();
            JsonNode stopped = api.post("/api/daemon/sessions/s-slow/stop").json();
            assertThat(stopped.path("message").asText()).isEqualTo("stopped");
        }
    }

    private static List<RawConnection> open(int clients, String beginning) {
        List<RawConnection> open = new ArrayList<>();
        for (int n = 0; n < clients; n++) {
            open.add(RawConnection.to(daemon.address()).send(beginning));
        }
        return open;
    }

    /** Sends a byte over each. */
    private static long stillOpen(List<RawConnection> slow) {
        return slow.stream()
                .filter(connection -> connection.trySend(new byte[] {'a'}))
                .count();
    }

    /** On new connections, one after the other. */
    private static void vitalRoutesAnswer() {
        AtomicBoolean all = new AtomicBoolean(true);
        for (int n = 0; n < ASKED; n++) {
            for (String path : List.of("/healthz", "/api/daemon/status")) {
                try (RawConnection connection = RawConnection.to(daemon.address())) {
                    int status = connection
                            .send("GET " + path + " HTTP/1.1\r\nHost: " + daemon.address()
                                    + "\r\nConnection: close\r\n\r\n")
                            .answer()
                            .status();
                    all.compareAndSet(true, status == 200);
                }
            }
        }
        assertThat(all).as("healthz and status answered every time").isTrue();
    }
}
