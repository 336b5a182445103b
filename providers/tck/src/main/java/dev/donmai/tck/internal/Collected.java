package dev.donmai.tck.internal;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Class loaders that should go with what they loaded. */
public final class Collected {

    private static final long LOOK_MILLIS = 100;

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    /** From now on nobody should hold it. */
    public void expect(ClassLoader loader) {
        loaders.add(new WeakReference<>(loader));
    }

    /** How many are still held when the time is up. */
    @SuppressWarnings("SystemGc") // what is collectable is seen when it is collected
    public int leftAfter(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            System.gc();
            loaders.removeIf(loader -> loader.refersTo(null));
            if (loaders.isEmpty() || System.nanoTime() - end > 0) {
                return loaders.size();
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
