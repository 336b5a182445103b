package dev.donmai.worker.internal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Things to be closed at the end of the run, the last one first, whatever happens. Used by one thread. */
final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<Closeable> open = new ArrayDeque<>();

    <T extends Closeable> T keep(T thing) {
        open.push(thing);
        return thing;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            Closeable thing = open.pop();
            try {
                thing.close();
            } catch (IOException e) {
                LOG.warn("{} could not be closed properly: {}", thing, e.toString());
            }
        }
    }
}
