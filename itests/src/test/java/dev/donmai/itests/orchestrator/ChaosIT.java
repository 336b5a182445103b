package dev.donmai.itests.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.standin.ItemView;
import dev.donmai.standin.StandIn;
import dev.donmai.standin.StandInOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A fifth of all answers fails, the orchestrator is restarted twice, the daemon is killed five times: every item runs once and is
 * reported once, or is reported as failed once.
 */
@Tag("chaos")
class ChaosIT {

    private static final int ITEMS = Integer.getInteger("donmai.chaos.items", 2000);

    /** Of every so many items one goes to our own worker, which takes its time, when it has a turn. */
    private static final int OWN_SHARE = 50;

    private static final Duration LOOK = Duration.ofMillis(500);

    /** Together they strike every fifth request. */
    private static final List<String> FAULTS =
            List.of("any=503@6%", "any=lose@5%", "any=429:1@3%", "any=cut@4%", "any=garble@4%");

    @RegisterExtension
    final Orchestrated orchestrated = new Orchestrated(
            StandInOptions.HASTY.perPoll(20).claimLease(Duration.ofSeconds(20)).journal(1000));

    private final DaemonHome home = orchestrated.home();
    private final List<DaemonProcess> daemons = new ArrayList<>();

    @Test
    void everyItemRunsOnceAndIsReportedOnce() throws IOException {
        home.foreignWorker().capacity(20);
        List<String> ids = ids(ITEMS);
        for (String id : ids) {
            orchestrated.offer(id, "echo " + id + " >> '" + runs() + "'; exit 3");
        }
        run(ids);
        Map<String, Long> runs = timesRun();
        assertThat(runs.values()).containsOnly(1L);
        for (ItemView item : orchestrated.standIn().items()) {
            assertThat(item.status()).as(item.sessionId()).isEqualTo("failed");
            if (!runs.containsKey(item.sessionId())) {
                assertThat(message(item)).as(item.sessionId()).contains("wrapper-lost");
            } else {
                assertThat(message(item)).as(item.sessionId()).contains("exit code 3");
            }
        }
    }

    @Test
    void noResultOfOurOwnWorkerIsLost() throws IOException {
        home.capacity(3);
        List<String> ids = ids(Math.max(8, ITEMS / OWN_SHARE));
        for (String id : ids) {
            ObjectNode item = StandIn.item(id, "sample");
            item.put("body", "\necho " + id + " >> '" + runs() + "'\nexit 0\n")
                    .putObject("resolvedProfile")
                    .put("provider", "command");
            item.put("workType", "research");
            orchestrated.standIn().offer(item);
        }
        run(ids);
        assertThat(timesRun().values()).containsOnly(1L);
        assertThat(timesRun().keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(orchestrated.standIn().items()).extracting(ItemView::status).containsOnly("completed");
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("s-%04d"::formatted).toList();
    }

    private Path runs() {
        return home.temporary().resolve("runs");
    }

    private static String message(ItemView item) {
        return item.statuses().getFirst().path("error").path("message").asText();
    }

    private Map<String, Long> timesRun() throws IOException {
        try (Stream<String> lines = Files.lines(runs())) {
            return lines.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }
    }

    /** Has all of it happen, and waits until every item was reported once and nothing waits. */
    private void run(List<String> ids) {
        FAULTS.forEach(orchestrated.standIn().faults()::add);
        daemons.add(home.start());
        List<Runnable> blows =
                List.of(this::kill, this::restart, this::kill, this::kill, this::restart, this::kill, this::kill);
        for (int blow = 0; blow < blows.size(); blow++) {
            awaitReported(ids.size() * (blow + 1) / (blows.size() + 1));
            blows.get(blow).run();
        }
        awaitReported(ids.size());
        orchestrated.standIn().faults().clear();
        Eventually.await("the outbox to be empty")
                .until(() -> outbox().path("waiting").asInt(), waiting -> waiting == 0);
        assertThat(outbox().path("abandoned").asInt() + outbox().path("refused").asInt())
                .isZero();
        for (ItemView item : orchestrated.standIn().items()) {
            assertThat(item.completions()).as(item.sessionId()).hasSize(1);
            assertThat(item.statuses()).as(item.sessionId()).hasSize(1);
        }
    }

    private JsonNode outbox() {
        return home.api().get("/api/daemon/stats").json().path("outbox");
    }

    private void kill() {
        daemons.removeLast().kill();
        daemons.add(home.start());
    }

    private void restart() {
        orchestrated.standIn().restart();
    }

    private void awaitReported(int count) {
        Eventually.await(count + " items to be reported")
                .pollInterval(LOOK)
                .atMost(Eventually.PATIENCE.multipliedBy(2).plusSeconds(ITEMS))
                .until(
                        () -> orchestrated.standIn().items().stream()
                                .filter(item -> item.state() == ItemView.State.REPORTED)
                                .count(),
                        reported -> reported >= count);
    }
}
