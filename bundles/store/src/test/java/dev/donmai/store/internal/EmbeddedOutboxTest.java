package dev.donmai.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxEntry;
import dev.donmai.store.OutboxFullException;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.OutboxItem.Kind;
import dev.donmai.store.StoreException;
import dev.donmai.store.internal.EmbeddedOutbox.Limits;
import dev.donmai.store.internal.OutboxIndex.Amount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedOutboxTest {

    private static final Instant START = Instant.parse("2026-05-20T09:00:00Z");
    private static final Duration NOT_AT_ALL = Duration.ZERO;

    @TempDir
    Path directory;

    private final List<EmbeddedStore> opened = new ArrayList<>();

    /** Monotonic and wall clock of the test; they move independently. */
    private final AtomicLong nanos = new AtomicLong(17);

    private volatile Instant wall = START;

    private Limits limits = EmbeddedOutbox.LIMITS;

    private Outbox outbox = open();

    private Outbox open() {
        EmbeddedStore store = new EmbeddedStore(() -> directory.resolve("state.mv"));
        opened.add(store);
        return new EmbeddedOutbox(store, () -> wall, nanos::get, limits);
    }

    private void restart() {
        opened.getLast().close();
        outbox = open();
    }

    private void restart(Limits other) {
        limits = other;
        restart();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        wall = wall.plus(time);
    }

    @AfterEach
    void close() {
        opened.forEach(EmbeddedStore::close);
    }

    private static OutboxItem item(Kind kind, String session, String key, String body) {
        return new OutboxItem(kind, session, "https://o.example", "/api/sessions/" + session + "/status", body, key);
    }

    private static OutboxItem status(String session) {
        return item(Kind.STATUS, session, session + "-1", "{\"status\":\"completed\"}");
    }

    private static OutboxItem completion(String session) {
        return item(Kind.COMPLETION, session, session + "-1", "{\"summary\":\"done\"}");
    }

    private static OutboxItem nack(String session) {
        return item(Kind.NACK, session, session + "-n", "{\"reason\":\"full\"}");
    }

    private List<OutboxEntry> due() throws InterruptedException {
        return outbox.due(100, NOT_AT_ALL);
    }

    private List<String> dueSessions() throws InterruptedException {
        return due().stream().map(entry -> entry.item().sessionId()).toList();
    }

    @Test
    void anEmptyOutboxHasNothingDue() throws Exception {
        assertThat(due()).isEmpty();
        assertThat(outbox.state().waiting()).isZero();
        assertThat(outbox.state().oldest()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whatWasPutIsDueAsItWasUntilItIsDone() throws Exception {
        OutboxItem odd = item(Kind.NACK, "s \u00e9\uD83D\uDE00", "k", "{\"work\":{\"priority\":0, \"x\":1.50}}\n");
        outbox.put(List.of(odd));
        assertThat(due()).containsExactly(new OutboxEntry(1, odd, START, NOT_AT_ALL, 0, ""));
        assertThat(due()).as("handed out again").hasSize(1);
        outbox.done(1);
        assertThat(due()).isEmpty();
        assertThat(outbox.state().delivered()).isEqualTo(1);
    }

    @Test
    void ofOneSessionOnlyTheFirstIsDue() throws Exception {
        outbox.put(List.of(completion("a"), status("a")));
        outbox.put(List.of(completion("b"), status("b")));
        assertThat(due()).extracting(OutboxEntry::item).containsExactly(completion("a"), completion("b"));
        outbox.done(due().getFirst().id());
        assertThat(due()).extracting(OutboxEntry::item).containsExactly(status("a"), completion("b"));
        assertThat(outbox.due(1, NOT_AT_ALL)).hasSize(1);
    }

    @Test
    void aFailedDeliveryHoldsBackWhatItsSessionSaysNextAndNobodyElse() throws Exception {
        outbox.put(List.of(completion("a"), status("a"), status("b")));
        outbox.retry(1, Duration.ofSeconds(10), "503");
        assertThat(dueSessions()).containsExactly("b");
        pass(Duration.ofSeconds(9));
        assertThat(dueSessions()).containsExactly("b");
        pass(Duration.ofSeconds(1));
        assertThat(due().getFirst())
                .isEqualTo(new OutboxEntry(1, completion("a"), START, Duration.ofSeconds(10), 1, "503"));
        outbox.retry(1, NOT_AT_ALL, "504");
        assertThat(due().getFirst().attempts()).isEqualTo(2);
        assertThat(outbox.state().lastError()).isEqualTo("504");
    }

    @Test
    void theWallClockMovesNothingWhileTheDaemonRuns() throws Exception {
        outbox.put(List.of(status("a")));
        outbox.retry(1, Duration.ofSeconds(10), "503");
        wall = START.plus(Duration.ofDays(400));
        assertThat(due()).isEmpty();
        wall = START.minus(Duration.ofDays(400));
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(due()).hasSize(1);
    }

    @Test
    void theWallClockDoesNotSayHowLongAnItemHasWaited() throws Exception {
        wall = Instant.EPOCH;
        outbox.put(List.of(status("a")));
        wall = START;
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(due().getFirst().waited()).hasSeconds(7);
        restart();
        assertThat(due().getFirst().waited()).isZero();
    }

    @Test
    void everythingSurvivesARestart() throws Exception {
        outbox.put(List.of(completion("a"), status("a"), status("b"), nack("c")));
        outbox.done(1);
        outbox.retry(3, Duration.ofSeconds(10), "503");
        restart();
        assertThat(dueSessions()).containsExactly("a", "c");
        nanos.set(-5);
        restart();
        assertThat(dueSessions()).containsExactly("a", "c");
        pass(Duration.ofSeconds(10));
        assertThat(due())
                .containsExactly(
                        new OutboxEntry(2, status("a"), START, Duration.ofSeconds(10), 0, ""),
                        new OutboxEntry(3, status("b"), START, Duration.ofSeconds(10), 1, "503"),
                        new OutboxEntry(4, nack("c"), START, Duration.ofSeconds(10), 0, ""));
        outbox.put(List.of(status("d")));
        assertThat(due().getLast().id()).isEqualTo(5);
    }

    @Test
    void afterARestartTheRestOfADelayIsWaitedForAndNeverMoreThanTheLongest() throws Exception {
        outbox.put(List.of(status("a")));
        outbox.retry(1, Duration.ofDays(3), "503");
        pass(Duration.ofMinutes(40));
        restart();
        assertThat(due()).isEmpty();
        pass(Duration.ofMinutes(20));
        assertThat(due()).hasSize(1);
        outbox.retry(1, Duration.ofMinutes(10), "503");
        wall = START.minus(Duration.ofDays(400));
        restart();
        assertThat(due()).isEmpty();
        pass(Outbox.MAX_DELAY.minusSeconds(1));
        assertThat(due()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(due()).hasSize(1);
    }

    @Test
    void theSameItemIsPutOnceAlsoAfterItWasDelivered() throws Exception {
        outbox.put(List.of(completion("a"), completion("a"), status("a")));
        outbox.put(List.of(completion("a"), status("a")));
        assertThat(outbox.state().waiting()).isEqualTo(2);
        outbox.done(1);
        outbox.put(List.of(completion("a"), status("a")));
        restart();
        outbox.put(List.of(completion("a"), status("a")));
        assertThat(due()).extracting(OutboxEntry::item).containsExactly(status("a"));
        outbox.put(List.of(item(Kind.STATUS, "a", "a-2", "{}")));
        assertThat(outbox.state().waiting()).as("another run of the id").isEqualTo(2);
    }

    @Test
    void whatIsToldTwiceCountsOnce() throws Exception {
        outbox.put(List.of(status("a")));
        outbox.done(1);
        outbox.done(1);
        outbox.retry(1, NOT_AT_ALL, "late");
        outbox.abandon(1, "late");
        assertThat(due()).isEmpty();
        assertThat(outbox.state().delivered()).isEqualTo(1);
        assertThat(outbox.state().abandoned()).isZero();
    }

    @Test
    void whatIsGivenUpGoesAndIsCounted() throws Exception {
        outbox.put(List.of(completion("a"), status("a")));
        outbox.abandon(1, "410 " + "x".repeat(5000));
        assertThat(due()).extracting(OutboxEntry::item).containsExactly(status("a"));
        assertThat(outbox.state().abandoned()).isEqualTo(1);
        assertThat(outbox.state().lastError()).startsWith("410 ").hasSize(500);
        outbox.put(List.of(completion("a")));
        assertThat(outbox.state().waiting()).isEqualTo(1);
    }

    @Test
    void aResultWithoutRoomIsRefusedAndNothingOfItIsThere() throws Exception {
        restart(new Limits(new Amount(3, 1000), new Amount(2, 1000)));
        outbox.put(List.of(completion("a"), status("a")));
        outbox.retry(1, NOT_AT_ALL, "HTTP 503");
        assertThatThrownBy(() -> outbox.put(List.of(completion("b"), status("b"))))
                .isInstanceOf(OutboxFullException.class)
                .hasMessageContaining("2 results")
                .hasMessageContaining("session \"b\"")
                .hasMessageEndingWith("the last attempt failed: HTTP 503");
        assertThat(outbox.state().waiting()).isEqualTo(2);
        assertThat(outbox.state().refused()).isEqualTo(2);
        outbox.put(List.of(nack("c")));
        outbox.done(1);
        outbox.put(List.of(completion("b"), status("b")));
        assertThat(outbox.state().waiting()).isEqualTo(4);
    }

    @Test
    void bytesAreBoundedToo() {
        restart(new Limits(new Amount(100, 50), new Amount(100, 50)));
        assertThatThrownBy(() -> outbox.put(List.of(item(Kind.STATUS, "a", "k", "\u00e9".repeat(26)))))
                .isInstanceOf(OutboxFullException.class);
        outbox.put(List.of(item(Kind.STATUS, "a", "k", "\u00e9".repeat(25))));
        outbox.put(List.of(item(Kind.NACK, "n", "k", "x".repeat(51))));
        assertThat(outbox.state().bytes()).isEqualTo(50);
        assertThat(outbox.state().dropped()).isEqualTo(1);
    }

    @Test
    void aRefusalOfWorkMakesRoomByDroppingTheOldestOne() throws Exception {
        restart(new Limits(new Amount(3, 1000), new Amount(2, 1000)));
        outbox.put(List.of(nack("a"), status("r")));
        outbox.put(List.of(nack("b")));
        outbox.put(List.of(nack("c")));
        restart();
        assertThat(dueSessions()).containsExactly("r", "b", "c");
        outbox.put(List.of(nack("a")));
        assertThat(dueSessions()).as("a dropped one can be put again").containsExactly("r", "c", "a");
        assertThat(outbox.state().refused()).isZero();
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void whoWaitsIsWokenByWhatIsPutAndByWhatIsDone() {
        CompletableFuture<List<OutboxEntry>> first = CompletableFuture.supplyAsync(this::waitForOne);
        outbox.put(List.of(completion("a"), status("a")));
        assertThat(first.join()).extracting(OutboxEntry::item).containsExactly(completion("a"));
        outbox.retry(1, Duration.ofHours(1), "503");
        CompletableFuture<List<OutboxEntry>> second = CompletableFuture.supplyAsync(this::waitForOne);
        outbox.done(1);
        assertThat(second.join()).extracting(OutboxEntry::item).containsExactly(status("a"));
    }

    private List<OutboxEntry> waitForOne() {
        try {
            return outbox.due(5, Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anItemThatCannotBeReadStopsNobody() throws Exception {
        outbox.put(List.of(status("a"), status("b")));
        opened.getLast().table("outbox").put("%019d".formatted(1), "{\"item\":7}");
        restart();
        assertThat(dueSessions()).containsExactly("b");
        outbox.put(List.of(status("c")));
        assertThat(dueSessions()).containsExactly("b", "c");
    }

    @Test
    void aStoreThatFailsIsReadAgain() throws Exception {
        outbox.put(List.of(status("a")));
        opened.getLast().close();
        assertThatThrownBy(this::due).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> outbox.put(List.of(status("b")))).isInstanceOf(StoreException.class);
        outbox = open();
        assertThat(dueSessions()).containsExactly("a");
    }

    @Test
    void aCorruptStoreLeavesAnOutboxThatWorks() throws Exception {
        outbox.put(List.of(status("a")));
        opened.getLast().close();
        Files.writeString(directory.resolve("state.mv"), "this is no store\n".repeat(1000));
        outbox = open();
        assertThat(due()).isEmpty();
        outbox.put(List.of(status("b")));
        assertThat(dueSessions()).containsExactly("b");
    }

    @Test
    void onlySoManyKeysAreRemembered() {
        List<OutboxItem> many = IntStream.rangeClosed(0, OutboxTables.REMEMBERED)
                .mapToObj(n -> status("s" + n))
                .toList();
        outbox.put(many);
        for (long id = 1; id <= many.size(); id++) {
            outbox.done(id);
        }
        assertThat(opened.getLast().table("outbox.keys").size()).isEqualTo(OutboxTables.REMEMBERED);
        assertThat(opened.getLast().table("outbox.settled").size()).isEqualTo(OutboxTables.REMEMBERED);
        assertThat(opened.getLast().table("outbox.attempts").size()).isZero();
        outbox.put(List.of(status("s0"), status("s1")));
        assertThat(outbox.state().waiting()).isEqualTo(1);
    }
}
