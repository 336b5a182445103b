package dev.donmai.tck.internal;

import java.time.Duration;
import java.util.List;

/** The threads that a provider has started: they inherit the class loader of the one that called it. */
public final class Threads {

    private static final long LOOK_MILLIS = 20;

    private Threads() {}

    /** Names of those that still live when the time is up; empty as soon as there is none. */
    public static List<String> leftAfter(Duration patience, ClassLoader loader) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        List<String> left = names(loader);
        while (!left.isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
            left = names(loader);
        }
        return left;
    }

    private static List<String> names(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.equals(Thread.currentThread()))
                .filter(thread -> loader.equals(thread.getContextClassLoader()))
                .map(Thread::getName)
                .sorted()
                .toList();
    }
}
