package dev.donmai.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.store.Store;
import dev.donmai.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {

    @TempDir
    Path directory;

    private final List<EmbeddedStore> opened = new ArrayList<>();

    private Path file() {
        return directory.resolve("deep/state.mv");
    }

    private EmbeddedStore open() {
        EmbeddedStore store = new EmbeddedStore(this::file);
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(EmbeddedStore::close);
    }

    @Test
    void nothingIsOpenedBeforeItIsNeeded() {
        Store.Table table = open().table("t");
        assertThat(file()).doesNotExist();
        assertThat(table.get("a")).isEmpty();
        assertThat(file()).exists();
    }

    @Test
    void theFileIsPrivate() throws Exception {
        open().table("t").put("a", "1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void tablesKeepTextsByKeyInOrder() {
        Store.Table table = open().table("t");
        table.put("b", "2");
        table.put("a", "1");
        table.put("c", "3");
        table.put("b", "two \uD83D\uDE00");

        assertThat(table.get("b")).contains("two \uD83D\uDE00");
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.last(2)).containsExactly(new Store.Entry("b", "two \uD83D\uDE00"), new Store.Entry("c", "3"));
        assertThat(table.last(0)).isEmpty();
        assertThat(table.last(99)).extracting(Store.Entry::key).containsExactly("a", "b", "c");
        assertThat(table.after("", 2)).extracting(Store.Entry::key).containsExactly("a", "b");
        assertThat(table.after("a", 99)).extracting(Store.Entry::key).containsExactly("b", "c");
        assertThat(table.after("aa", 1)).extracting(Store.Entry::key).containsExactly("b");
        assertThat(table.after("c", 1)).isEmpty();
        table.remove("b");
        table.remove("none");
        assertThat(table.get("b")).isEmpty();
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void tablesDoNotMix() {
        EmbeddedStore store = open();
        store.table("one").put("k", "1");
        assertThat(store.table("two").get("k")).isEmpty();
        assertThat(store.table("one").get("k")).contains("1");
    }

    @Test
    void aTransactionChangesSeveralTablesAtOnce() {
        EmbeddedStore store = open();
        int sum = store.transaction(tables -> {
            tables.table("one").put("k", "1");
            tables.table("two").put("k", "2");
            return tables.table("one").size() + tables.table("two").size();
        });
        assertThat(sum).isEqualTo(2);
        assertThat(store.table("one").get("k")).contains("1");
        assertThat(store.table("two").get("k")).contains("2");
    }

    /** Also one that is larger than any buffer. */
    @Test
    void aTransactionThatThrowsChangesNothing() {
        EmbeddedStore store = open();
        store.table("t").put("kept", "1");
        assertThatThrownBy(() -> store.transaction(tables -> {
                    for (int i = 0; i < 400; i++) {
                        tables.table("t").put("key-" + i, "x".repeat(100_000));
                    }
                    throw new IllegalStateException("in the middle");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("in the middle");
        assertThat(store.table("t").size()).isEqualTo(1);
        assertThat(store.table("t").get("kept")).contains("1");
    }

    @Test
    void everythingIsThereAfterClosing() {
        EmbeddedStore first = open();
        for (int i = 0; i < 300; i++) {
            first.table("t").put("key-" + i, "x".repeat(i * 10));
        }
        first.close();
        assertThatThrownBy(() -> first.table("t").size())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("stopping");

        Store.Table again = open().table("t");
        assertThat(again.size()).isEqualTo(300);
        assertThat(again.get("key-299")).contains("x".repeat(2990));
    }

    @Test
    void manyThreadsWriteAtOnce() throws Exception {
        EmbeddedStore store = open();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String prefix = thread + "-";
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        store.table("t").put(prefix + i, "v");
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(store.table("t").size()).isEqualTo(400);
    }

    @Test
    void anInterruptedThreadStillWritesAndStaysInterrupted() {
        Store.Table table = open().table("t");
        Thread.currentThread().interrupt();
        table.put("a", "1");
        assertThat(Thread.interrupted()).isTrue();
        table.put("b", "2");
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void aFileInUseIsNamed() {
        open().table("t").put("a", "1");
        assertThatThrownBy(() -> open().table("t").get("a"))
                .isInstanceOf(StoreException.class)
                .hasMessage("store " + file()
                        + " is in use by another process: does a second daemon run with this state directory?");
        opened.getFirst().table("t").put("b", "2");
        assertThat(opened.getFirst().table("t").size()).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeMadeIsNamedAndTriedAgain() throws Exception {
        Files.writeString(directory.resolve("deep"), "a file, not a directory");
        Store.Table table = open().table("t");
        assertThatThrownBy(() -> table.put("a", "1"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file().toString());
        Files.delete(directory.resolve("deep"));
        table.put("a", "1");
        assertThat(table.get("a")).contains("1");
    }

    @Test
    void aCorruptFileIsMovedAside() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "this is no store\n".repeat(1000));
        Store.Table table = open().table("t");
        table.put("a", "1");
        assertThat(table.get("a")).contains("1");
        assertThat(aside())
                .singleElement()
                .satisfies(moved -> assertThat(Files.readString(moved)).startsWith("this is no store"));
    }

    /** Whatever is wrong with the file, the daemon gets a store that works and loses nothing but the store. */
    @Test
    void noDamageStopsTheDaemon() throws Exception {
        EmbeddedStore original = open();
        for (int i = 0; i < 200; i++) {
            original.table("t").put("key-" + i, "value-" + "x".repeat(100) + i);
        }
        original.close();
        byte[] good = Files.readAllBytes(file());
        Random random = new Random(42);
        int moved = 0;
        for (int round = 0; round < 90; round++) {
            byte[] bad = good.clone();
            int length = bad.length;
            if (round % 3 == 0) {
                length = random.nextInt(bad.length);
            } else {
                int at = random.nextInt(bad.length);
                for (int i = at; i < Math.min(bad.length, at + random.nextInt(8192)); i++) {
                    bad[i] = (byte) random.nextInt();
                }
            }
            Files.deleteIfExists(file());
            try (FileChannel out = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(bad, 0, length));
            }
            EmbeddedStore store = open();
            useTwice(store.table("t"));
            store.close();
            moved += aside().size();
            for (Path one : aside()) {
                Files.delete(one);
            }
        }
        assertThat(moved).isPositive();
    }

    /** Damage deep in the file shows only when it is read; that one call fails and the next has an empty store. */
    private static void useTwice(Store.Table table) {
        try {
            use(table);
        } catch (StoreException e) {
            use(table);
        }
    }

    private static void use(Store.Table table) {
        for (int i = 0; i < 200; i++) {
            var _ = table.get("key-" + i);
        }
        table.put("new", "1");
        assertThat(table.get("new")).contains("1");
        assertThat(table.last(5)).isNotEmpty();
    }

    private List<Path> aside() throws Exception {
        try (Stream<Path> files = Files.list(file().getParent())) {
            return files.filter(one -> one.getFileName().toString().startsWith("state.mv.corrupt-"))
                    .toList();
        }
    }

    /** A ring of entries that is written for ever must not make the file grow for ever. */
    @Test
    void rewritingAFewEntriesReusesTheFile() throws Exception {
        Store.Table table = open().table("ring");
        // The library keeps what it no longer needs for a second.
        long enough = System.nanoTime() + Duration.ofMillis(2500).toNanos();
        int writes = 0;
        while (writes < 1200 || System.nanoTime() - enough < 0) {
            table.put("slot-" + writes % 50, "x".repeat(1000) + writes);
            writes++;
        }
        long leastPerWrite = 8192;
        assertThat(Files.size(file())).isLessThan(writes * leastPerWrite * 7 / 10);
    }
}
