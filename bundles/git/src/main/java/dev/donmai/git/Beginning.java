package dev.donmai.git;

import dev.donmai.process.Program;
import dev.donmai.process.ProgramProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;

/** The first bytes that a program writes, where the rest isn't wanted. */
final class Beginning {
    private static final int ERROR_CAP = 64 * 1024;

    private final byte[] bytes;
    private final boolean truncated;
    private final boolean timedOut;
    private final int exitCode;
    private final String stderr;

    private Beginning(byte[] bytes, boolean truncated, boolean timedOut, int exitCode, String stderr) {
        this.bytes = bytes;
        this.truncated = truncated;
        this.timedOut = timedOut;
        this.exitCode = exitCode;
        this.stderr = stderr;
    }

    /** Runs the program until it ends, has written more than {@code cap} bytes, or the time is over. */
    static Beginning of(Program program, int cap, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try (ProgramProcess process = program.start()) {
            Reader out = new Reader(process.stdout(), cap, false);
            Reader err = new Reader(process.stderr(), ERROR_CAP, true);
            Thread outThread = out.start(process.pid() + "-stdout");
            Thread errThread = err.start(process.pid() + "-stderr");
            boolean read = outThread.join(left(end));
            if (read && out.isFull()) {
                return new Beginning(out.bytes(), true, false, 0, "");
            }
            OptionalInt exit = process.awaitExit(left(end));
            boolean ended = read && exit.isPresent() && errThread.join(left(end));
            return new Beginning(out.bytes(), false, !ended, exit.orElse(-1), err.text());
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    boolean truncated() {
        return truncated;
    }

    boolean timedOut() {
        return timedOut;
    }

    int exitCode() {
        return exitCode;
    }

    String stderr() {
        return stderr;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    /** When it has one byte more than it keeps, it reads on for nothing, or stops so that the owner ends the program. */
    private static final class Reader {
        private final InputStream in;
        private final int cap;
        private final boolean toTheEnd;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean full;

        Reader(InputStream in, int cap, boolean toTheEnd) {
            this.in = in;
            this.cap = cap;
            this.toTheEnd = toTheEnd;
        }

        Thread start(String name) {
            return Thread.ofPlatform().daemon().name("donmai-git-" + name).start(this::read);
        }

        private void read() {
            byte[] buffer = new byte[16 * 1024];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!keep(buffer, n) && !toTheEnd) {
                        return;
                    }
                }
            } catch (IOException e) {
                // The program is gone; what has been read is what there is.
                return;
            }
        }

        private synchronized boolean keep(byte[] buffer, int n) {
            int wanted = Math.min(n, cap - kept.size());
            kept.write(buffer, 0, wanted);
            full |= wanted < n;
            return !full;
        }

        synchronized boolean isFull() {
            return full;
        }

        synchronized byte[] bytes() {
            return kept.toByteArray();
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
