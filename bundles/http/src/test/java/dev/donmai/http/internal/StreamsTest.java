package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {

    private static final String EVENTS = "/api/daemon/sessions/s-1/events";
    private static final String OUTPUT = "/api/daemon/sessions/s-1/output";

    @TempDir
    Path home;

    TestServer server;
    final FakeLog log = new FakeLog();

    @BeforeEach
    void start() throws IOException {
        server = TestServer.started(home);
        server.sessions.events.put("s-1", log::open);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String line(long id) {
        return "{\"id\":" + id + ",\"kind\":\"agent.text\"}\n";
    }

    private RawClient follow(String query, String headers) throws IOException {
        return server.client().send("GET " + EVENTS + query + " HTTP/1.1\nHost: localhost\n" + headers + "\n");
    }

    @Test
    void givesWhatThereIs() throws IOException {
        log.add(1).add(2).add(3);
        RawClient.Answer answer = server.get(EVENTS);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(answer.body()).isEqualTo(line(1) + line(2) + line(3));
        await().until(() -> log.readers() == 0);
    }

    @Test
    void givesManyEventsWithoutGapOrDuplicate() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 10_000; i++) {
            log.add(i);
            all.append(line(i));
        }
        assertThat(server.get(EVENTS).body()).isEqualTo(all.toString());
    }

    @ParameterizedTest
    @CsvSource({"?after=2, ''", "'', Last-Event-ID: 2", "?after=2, Last-Event-ID: 1", "?after=2&follow=false, ''"})
    void goesOnAfterACursor(String query, String header) throws IOException {
        log.add(1).add(2).add(3);
        assertThat(server.ask("GET", EVENTS + query, header.isEmpty() ? "" : header + "\n", "")
                        .body())
                .isEqualTo(line(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=-1", "after=x", "after=1.5", "after=99999999999999999999", "follow=yes"})
    void refusesABadCursor(String query) throws IOException {
        assertThat(server.get(EVENTS + "?" + query).status()).isEqualTo(400);
        assertThat(server.get(OUTPUT + "?" + query).status()).isEqualTo(400);
        assertThat(log.readers()).isZero();
    }

    @Test
    void refusesABadLastEventId() throws IOException {
        assertThat(server.ask("GET", EVENTS, "Last-Event-ID: x\n", "").body())
                .isEqualTo("{\"error\":\"Last-Event-ID: \\\"x\\\" is not a whole number from 0 on\"}\n");
    }

    @Test
    void followsUntilTheSessionHasEnded() throws IOException {
        log.add(1);
        try (RawClient client = follow("?follow=true", "")) {
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.chunk()).isEqualTo(line(1));
            log.add(2);
            assertThat(client.chunk()).isEqualTo(line(2));
            log.add(3).end();
            assertThat(client.chunk()).isEqualTo(line(3));
            assertThat(client.chunk()).isEmpty();
            assertThat(client.closed()).isTrue();
        }
        await().until(() -> log.readers() == 0);
    }

    @Test
    void saysNothingUntilAnEventBeyondTheEndComes() throws IOException {
        log.add(1);
        try (RawClient client = follow("?follow=true&after=2", "")) {
            assertThat(client.head().status()).isEqualTo(200);
            log.add(2).add(3);
            assertThat(client.chunk()).isEqualTo(line(3));
        }
    }

    @Test
    void saysOnceWhereItGoesOnWhenTheAskedForIsGone() throws IOException {
        log.add(7).add(8);
        assertThat(server.get(EVENTS + "?after=3").body())
                .isEqualTo("{\"kind\":\"resync\",\"oldest\":7}\n" + line(7) + line(8));
        assertThat(server.get(EVENTS + "?after=6").body()).isEqualTo(line(7) + line(8));
    }

    @Test
    void speaksServerSentEvents() throws IOException {
        log.add(7).end();
        RawClient.Answer answer =
                server.ask("GET", EVENTS + "?follow=true", "Accept: text/html, text/event-stream\n", "");
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(answer.body()).isEqualTo("""
                        event: resync
                        data: {"kind":"resync","oldest":7}

                        id: 7
                        event: agent.text
                        data: {"id":7,"kind":"agent.text"}

                        """);
    }

    @Test
    void endsWhenTheClientGoesAway() throws IOException {
        try (RawClient client = follow("?follow=true", "")) {
            client.head();
            assertThat(log.readers()).isEqualTo(1);
        }
        await().until(() -> log.readers() == 0);
    }

    @Test
    void aReaderThatStandsStillDelaysNobody() throws IOException {
        String large = "{\"id\":1,\"text\":\"" + "x".repeat(250_000) + "\"}";
        for (int i = 1; i <= 200; i++) {
            log.add(i, large);
        }
        List<RawClient> stuck = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                RawClient client = follow("?follow=true", "");
                client.head();
                stuck.add(client);
            }
            assertThat(server.get(EVENTS + "?after=199").body()).isEqualTo(large + "\n");
            assertThat(server.get("/healthz").body()).isEqualTo("ok");
        } finally {
            for (RawClient client : stuck) {
                client.close();
            }
        }
        await().until(() -> log.readers() == 0);
    }

    @Test
    void hasALimitOfOpenStreams() throws IOException {
        List<RawClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < OpenRequests.MAX_STREAMS; i++) {
                RawClient client = follow("?follow=true", "");
                assertThat(client.head().status()).isEqualTo(200);
                open.add(client);
            }
            RawClient.Answer refused = server.get(EVENTS);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(log.readers()).isEqualTo(OpenRequests.MAX_STREAMS);
        } finally {
            for (RawClient client : open) {
                client.close();
            }
        }
        await().until(() -> server.get(EVENTS).status() == 200);
    }

    @Test
    void endsStreamsWhenTheServerStops() throws IOException {
        try (RawClient client = follow("?follow=true", "")) {
            client.head();
            server.close();
            assertThat(client.chunk()).isEmpty();
        }
        assertThat(log.readers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 100, hello world",
        "?after=0, 100, hello world",
        "?after=106, 106, world",
        "?after=106&follow=true, 106, world",
        "?after=111, 111, ''",
    })
    void givesOutputFromAByteOn(String query, String offset, String text) throws IOException {
        server.sessions.outputs.put("s-1", () -> new FakeOutput(100, "hello world"));
        RawClient.Answer answer = server.get(OUTPUT + query);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("X-Donmai-Offset")).isEqualTo(offset);
        assertThat(answer.body()).isEqualTo(text);
    }
}
