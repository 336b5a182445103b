package ${package};

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Reads a program's errors to their end, on a thread of its own, and keeps the last ones. */
final class LastLines {

    private static final int KEPT = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Lines lines;
    private final Deque<String> last = new ArrayDeque<>();
    private final Thread thread;

    LastLines(InputStream in) {
        lines = new Lines(in);
        thread = Thread.ofPlatform().daemon().name("${id}-errors").unstarted(this::read);
    }

    void begin() {
        thread.start();
    }

    private void read() {
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            synchronized (last) {
                if (last.size() == KEPT) {
                    last.removeFirst();
                }
                last.addLast(line.get());
            }
        }
    }

    /** What it said last. */
    String text() throws InterruptedException {
        thread.join(PATIENCE);
        synchronized (last) {
            return String.join("\n", last);
        }
    }
}
