package dev.donmai.store.internal;

import com.sun.management.OperatingSystemMXBean;
import dev.donmai.files.AtomicFile;
import dev.donmai.store.Store;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Measures, in a JVM of its own, what the store costs. Started by {@link StoreCostTest}. */
final class StoreCost {

    private static final int WRITES = 500;

    private StoreCost() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        switch (args[1]) {
            case "open" -> open(directory.resolve("state.mv"));
            case "write" -> write(directory);
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    /** Opens the store for the first time in this JVM and asks for one key, as a daemon's first use does. */
    private static void open(Path file) {
        warmUp(file);
        long heap = usedHeap();
        long cpu = processCpu();
        long start = System.nanoTime();
        EmbeddedStore store = new EmbeddedStore(() -> file);
        Store.Table table = store.table("t");
        var _ = table.get("a");
        double millis = (System.nanoTime() - start) / 1e6;
        double cpuMillis = (processCpu() - cpu) / 1e6;
        double kib = (usedHeap() - heap) / 1024.0;
        System.out.printf("open_ms=%.1f cpu_ms=%.1f heap_kib=%.0f%n", millis, cpuMillis, kib);
        store.close();
    }

    /** What any daemon has used before: logging, lambdas, joined texts, files; and this measurement itself. */
    private static void warmUp(Path file) {
        LoggerFactory.getLogger(StoreCost.class).trace("warm");
        Function<String, Integer> length = String::length;
        String joined = "some " + file + " of length " + length.apply("text");
        var _ = CompletableFuture.supplyAsync(() -> Files.exists(file) && AtomicFile.isTemporary(Path.of(joined)))
                .join();
        var _ = processCpu();
    }

    private static void write(Path directory) throws IOException {
        String value = "x".repeat(1000);
        EmbeddedStore store = new EmbeddedStore(() -> directory.resolve("state.mv"));
        Store.Table table = store.table("t");
        System.out.println("store_put_us=" + median(i -> table.put("key-" + i, value)));
        System.out.println("store_get_us=" + median(i -> table.get("key-" + i)));
        store.close();
        Path files = Files.createDirectories(directory.resolve("files"));
        System.out.println("file_put_us=" + median(i -> AtomicFile.write(files.resolve("key-" + i), value)));
        System.out.println("store_bytes=" + Files.size(directory.resolve("state.mv")));
    }

    private interface Step {
        void run(int number) throws IOException;
    }

    private static long median(Step step) throws IOException {
        long[] times = new long[WRITES];
        for (int i = 0; i < WRITES; i++) {
            long start = System.nanoTime();
            step.run(i);
            times[i] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(times);
        return times[WRITES / 2];
    }

    /** CPU time of all threads: on a machine that has other things to do it says more than the clock. */
    private static long processCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            runtime.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
