package dev.donmai.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of putting and delivering loses no item and brings none back. */
class KilledOutboxTest {

    private static final int ROUNDS = 8;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void whatWasPutIsThereUntilItIsDone() throws Exception {
        Path file = directory.resolve("state.mv");
        Random random = new Random();
        Set<String> put = new LinkedHashSet<>();
        Set<String> done = new LinkedHashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> said = KilledProcess.run(
                    OutboxLoop.class, List.of(file.toString(), "round" + round), 1 + random.nextInt(80));
            for (String line : said) {
                String session = line.substring(line.indexOf(' ') + 1);
                boolean _ = line.startsWith("put ") ? put.add(session) : done.add(session);
            }
            List<String> waiting = waiting(file);
            assertThat(waiting).doesNotHaveDuplicates().doesNotContainAnyElementsOf(done);
            Set<String> missing = new LinkedHashSet<>(put);
            missing.removeAll(done);
            missing.removeAll(waiting);
            // Its end was told, and the kill came before the line that says so.
            assertThat(missing).hasSizeLessThanOrEqualTo(1);
            done.addAll(missing);
            put.addAll(waiting);
        }
        assertThat(put).hasSizeGreaterThan(ROUNDS);
        assertThat(done).isNotEmpty();
    }

    /** The sessions in the order in which their items would be delivered; both items of a session or none. */
    private static List<String> waiting(Path file) throws Exception {
        EmbeddedStore store = new EmbeddedStore(() -> file);
        try {
            Outbox outbox = new EmbeddedOutbox(store);
            List<OutboxEntry> first = outbox.due(Integer.MAX_VALUE, Duration.ZERO);
            List<String> sessions = new ArrayList<>();
            first.forEach(entry -> sessions.add(entry.item().sessionId()));
            assertThat(first).extracting(OutboxEntry::id).isSorted();
            // The loop delivers both at once, so that of a session there are two or none, but for the one it died in.
            assertThat(outbox.state().waiting()).isBetween(2 * first.size() - 1, 2 * first.size());
            return sessions;
        } finally {
            store.close();
        }
    }
}
