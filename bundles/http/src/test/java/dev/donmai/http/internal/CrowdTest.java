package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More clients than there is room for. */
class CrowdTest {

    private static final String ANY = "/api/daemon/workareas";
    private static final int BEYOND = 40;

    @TempDir
    Path home;

    private final List<RawClient> clients = new ArrayList<>();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.started(home);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private void open(int count, String beginning) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(server.client().send(beginning));
        }
    }

    @Test
    void slowHeadsTakeEachOthersPlacesOnly() throws IOException {
        open(Connections.MAX_WAITING + BEYOND, "GET /healthz HTTP/1.1\nHost: localhost\nX: ");
        assertThat(server.get("/healthz").body()).isEqualTo("ok");
        assertThat(server.get("/api/daemon/status").status()).isEqualTo(200);
        assertThat(server.get(ANY).status()).isEqualTo(200);
        assertThat(clients.getFirst().closed()).isTrue();
        assertThat(server.bound.counts().cut()).isGreaterThanOrEqualTo(BEYOND);
    }

    @Test
    void idleConnectionsTakeEachOthersPlacesOnly() throws IOException {
        open(Connections.MAX_WAITING + BEYOND, "");
        await().until(() -> server.bound.counts().cut() >= BEYOND);
        assertThat(clients.getFirst().closed()).isTrue();
        assertThat(clients.getLast()
                        .send("GET " + ANY + " HTTP/1.1\nHost: localhost\n\n")
                        .answer()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void slowBodiesTakeEachOthersPlacesOnly() throws IOException {
        String slow = "POST /api/daemon/drain HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\n{";
        open(1, slow);
        await().until(() -> server.bound.counts().reading() == 1);
        open(Connections.MAX_READING - 1, slow);
        await().until(() -> {
            open(1, slow);
            return server.bound.counts().cut() > 0;
        });
        assertThat(clients.getFirst().closed()).isTrue();
        assertThat(server.post("/api/daemon/drain", "{}").status()).isEqualTo(200);
    }

    @Test
    void onlyVitalRoutesAreServedWhileTooMuchIsUnderWay() throws IOException {
        server.sessions.stopGate = new CountDownLatch(1);
        open(Connections.MAX_SERVED + 1, "POST /api/daemon/sessions/s-1/stop HTTP/1.1\nHost: localhost\n\n");
        await().until(() -> server.get(ANY).status() == 503);
        RawClient.Answer refused = server.get(ANY);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("Connection")).isEqualTo("close");
        assertThat(server.get("/healthz").body()).isEqualTo("ok");
        assertThat(server.get("/api/daemon/status").status()).isEqualTo(200);
        for (String relief : List.of("pause", "resume", "drain", "stop")) {
            assertThat(server.post("/api/daemon/" + relief, "").status())
                    .as(relief)
                    .isEqualTo(200);
        }
        assertThat(server.post("/api/daemon/drain", "{\"wait\":true}").status()).isEqualTo(503);
        server.sessions.stopGate.countDown();
        await().until(() -> server.get(ANY).status() == 200);
    }

    @Test
    void aBodyThatNobodyReadsIsNoSlowOne() throws IOException {
        server.sessions.events.put("s-1", new FakeLog()::open);
        open(1, "GET /api/daemon/sessions/s-1/events?follow=true HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\n{");
        assertThat(clients.getFirst().head().status()).isEqualTo(200);
        assertThat(server.bound.counts()).isEqualTo(new Connections.Counts(0, 0, 1, 0));
    }

    @Test
    void whoHasGoneHoldsNoPlace() throws IOException {
        open(3, "GET /healthz HTTP/1.1\nHost: localhost\n\n");
        for (RawClient client : clients) {
            assertThat(client.answer().body()).isEqualTo("ok");
            client.close();
        }
        await().until(() -> server.bound.counts().equals(new Connections.Counts(0, 0, 0, 0)));
    }
}
