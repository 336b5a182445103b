package dev.donmai.orchestrator.internal.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.api.host.DaemonOptions;
import dev.donmai.model.Json;
import dev.donmai.orchestrator.internal.Daemon;
import dev.donmai.orchestrator.internal.FakeOutbox;
import dev.donmai.orchestrator.internal.OrchestratorClient;
import dev.donmai.store.OutboxItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many daemons of one orchestrator: their clients are real, with the usual intervals and waits, the work is not. What an
 * orchestrator has to bear, and what a client costs, is printed and written to {@code target/fleet.txt}. Takes minutes; the
 * profile {@code fleet} runs it.
 */
@Tag("fleet")
class FleetTest {

    private static final int DAEMONS = Integer.getInteger("fleet.daemons", 1000);
    private static final Duration SPAN = Duration.ofSeconds(Integer.getInteger("fleet.seconds", 60));
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ITEMS = 5 * DAEMONS;
    private static final List<String> CALLS =
            List.of("register", "refresh", "heartbeat", "poll", "completion", "status", "nack");

    private final List<OrchestratorClient> clients = new ArrayList<>();
    private final StringBuilder report = new StringBuilder();
    private final ExecutorService starters = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fleet-start-", 0).factory());

    @TempDir
    private Path directory;

    private OrchestratorProcess orchestrator;

    @BeforeEach
    void open() throws IOException {
        orchestrator = new OrchestratorProcess();
    }

    @AfterEach
    void close() throws Exception {
        List<Future<?>> stops = new ArrayList<>();
        clients.forEach(client -> stops.add(starters.submit(client::stop)));
        for (Future<?> stop : stops) {
            stop.get();
        }
        starters.close();
        orchestrator.close();
    }

    @Test
    void aFleetIsBorneByOneOrchestrator() throws Exception {
        say("%d daemons, heartbeats every 30 s, polls every 5 s".formatted(DAEMONS));
        long heap = usedHeap();
        int threads = platformThreads();

        startAll();
        await().atMost(PATIENCE)
                .until(() ->
                        clients.stream().noneMatch(client -> client.workerId().isEmpty()));
        await().atMost(PATIENCE).until(() -> seen("heartbeat") >= DAEMONS && seen("poll") >= DAEMONS);
        say("all at once: %s".formatted(counts(orchestrator.seen())));
        // Whose answer came too late asked again.
        assertThat(seen("register")).isBetween((long) DAEMONS, 2L * DAEMONS);
        long registered = seen("register");

        watch("idle", SPAN);
        say("a client: %.0f KiB of heap, %.1f threads of the platform"
                .formatted((usedHeap() - heap) / 1024.0 / DAEMONS, (platformThreads() - threads) / (double) DAEMONS));

        orchestrator.offer(ITEMS);
        watch("with " + ITEMS + " items of work", until("reported", ITEMS));
        assertThat(seen("reported")).isEqualTo(ITEMS);
        assertThat(seen("offers")).isEqualTo(ITEMS);
        assertThat(seen("repeats")).isZero();
        assertThat(seen("completion")).isEqualTo(ITEMS);

        for (String call : CALLS) {
            orchestrator.fault(call + "=503");
        }
        watch("while every answer is a 503", SPAN.multipliedBy(2));
        orchestrator.well();
        watch("afterwards", SPAN);
        assertThat(seen("register")).isEqualTo(registered);

        orchestrator.forget();
        watch("after all workers are forgotten", until("workers", DAEMONS));
        watch("afterwards", SPAN);
        assertThat(seen("register") - registered).isBetween((long) DAEMONS, 2L * DAEMONS);
        assertThat(seen("violations")).isZero();
        Files.writeString(Path.of("target", "fleet.txt"), report);
    }

    private void startAll() throws Exception {
        List<Future<?>> starts = new ArrayList<>();
        for (int i = 0; i < DAEMONS; i++) {
            OrchestratorClient client = client(i);
            clients.add(client);
            starts.add(starters.submit(() -> {
                client.start();
                return null;
            }));
        }
        for (Future<?> start : starts) {
            start.get();
        }
        clients.forEach(OrchestratorClient::running);
    }

    /** A daemon whose sessions are over as soon as they are accepted, with a result. */
    private OrchestratorClient client(int number) {
        Daemon daemon = new Daemon();
        FakeOutbox outbox = new FakeOutbox();
        daemon.configure("""
                {"machine":{"id":"m-%d"},"projects":[{"id":"shop","repository":"https://github.com/example/shop"}],
                 "orchestrator":{"url":"%s","authToken":"rsp_live_fleet_0123456789abcdef"}}""".formatted(number, orchestrator.url()));
        daemon.onAccept = request -> {
            String id = request.spec().sessionId();
            String worker = request.detail().orElseThrow().workerId();
            outbox.put(List.of(
                    item(
                            OutboxItem.Kind.COMPLETION,
                            id,
                            "completion",
                            Json.object().put("workerId", worker).put("summary", "done")),
                    item(
                            OutboxItem.Kind.STATUS,
                            id,
                            "status",
                            Json.object().put("workerId", worker).put("status", "completed"))));
        };
        return new OrchestratorClient(
                new DaemonOptions(
                        "",
                        "",
                        "",
                        "",
                        "1.2.3",
                        List.of(),
                        List.of(),
                        Map.of(
                                "DONMAI_DAEMON_JWT_PATH",
                                directory.resolve(number + ".jwt").toString())),
                daemon.configuration,
                daemon.lifecycle,
                daemon.sessions,
                outbox,
                () -> List.of("native"));
    }

    private OutboxItem item(OutboxItem.Kind kind, String id, String call, Object body) {
        return new OutboxItem(
                kind, id, orchestrator.url(), "/api/sessions/" + id + "/" + call, Json.line(body), id + "-" + call);
    }

    private interface Until {

        boolean reached(JsonNode seen, Duration since);
    }

    private static Until until(String what, long wanted) {
        return (seen, since) -> seen.path(what).asLong() >= wanted || since.compareTo(PATIENCE) > 0;
    }

    private Rate watch(String title, Duration span) throws IOException, InterruptedException {
        return watch(title, (_, since) -> since.compareTo(span) >= 0);
    }

    /** Counts requests second by second and notes their mean and the worst second. */
    private Rate watch(String title, Until end) throws IOException, InterruptedException {
        long start = System.nanoTime();
        JsonNode first = orchestrator.seen();
        JsonNode last = first;
        long most = 0;
        Duration since = Duration.ZERO;
        while (!end.reached(last, since)) {
            Thread.sleep(1000); // a second is the unit that is measured
            JsonNode now = orchestrator.seen();
            most = Math.max(most, total(now) - total(last));
            last = now;
            since = Duration.ofNanos(System.nanoTime() - start);
        }
        Rate rate = new Rate(first, last);
        double seconds = Math.max(1, since.toMillis()) / 1000.0;
        say("%s: %.0f s, %.0f requests/s, %d in the worst second (%s)"
                .formatted(title, seconds, (total(last) - total(first)) / seconds, most, rate));
        return rate;
    }

    private record Rate(JsonNode first, JsonNode last) {

        long of(String call) {
            return last.path(call).asLong() - first.path(call).asLong();
        }

        @Override
        public String toString() {
            List<String> each = new ArrayList<>();
            for (String call : CALLS) {
                if (of(call) > 0) {
                    each.add(call + " " + of(call));
                }
            }
            return String.join(", ", each);
        }
    }

    private static long total(JsonNode seen) {
        return CALLS.stream().mapToLong(call -> seen.path(call).asLong()).sum();
    }

    private static String counts(JsonNode seen) {
        return new Rate(Json.object(), seen).toString();
    }

    private long seen(String what) throws IOException {
        return orchestrator.seen().path(what).asLong();
    }

    private void say(String line) {
        System.out.println(line);
        report.append(line).append('\n');
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static int platformThreads() {
        return Thread.getAllStackTraces().size();
    }
}
