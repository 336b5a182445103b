package dev.donmai.sessions.internal;

import dev.donmai.files.RotatingLog;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.sessions.SessionOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Follows what a session prints: the agent's output, which rotates, or a foreign worker's standard output. */
final class OutputReader implements SessionOutput {

    private static final long POLL_NANOS = 25_000_000;

    private final RotatingLog log;
    private final BooleanSupplier over;
    private long position;

    private OutputReader(RotatingLog log, BooleanSupplier over) {
        this.log = log;
        this.over = over;
    }

    static SessionOutput of(SessionFile session, SessionLayout layout, BooleanSupplier over) {
        return new OutputReader(new RotatingLog(session.foreign() ? layout.stdout() : layout.output()), over);
    }

    @Override
    public long seek(long offset) throws IOException {
        position = Math.max(offset, log.read(offset, 1).oldest());
        return position;
    }

    @Override
    public byte[] next(int max, Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            boolean wasOver = over.getAsBoolean();
            RotatingLog.Slice slice = log.read(position, max);
            long left = deadline - System.nanoTime();
            if (slice.bytes().length > 0) {
                position = slice.next();
                return slice.bytes();
            }
            if (wasOver || left <= 0) {
                return new byte[0];
            }
            Thread.sleep(Duration.ofNanos(Math.min(left, POLL_NANOS)));
        }
    }

    @Override
    public boolean ended() throws IOException {
        return over.getAsBoolean() && position >= log.read(position, 1).end();
    }

    @Override
    public void close() {
        // Nothing is held open between two reads.
    }
}
