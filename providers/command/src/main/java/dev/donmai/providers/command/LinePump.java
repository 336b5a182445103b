package dev.donmai.providers.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream to its end on a thread of its own and hands over its lines, cut at a limit. Memory is bounded by the
 * limit whatever the program prints. Bytes that are no UTF-8 become replacement characters.
 */
final class LinePump {

    /** Takes one line without its end. */
    @FunctionalInterface
    interface Lines {
        /**
         * One line.
         *
         * @param truncated whether the line was longer than this
         */
        void line(String text, boolean truncated);
    }

    private static final int CHUNK = 16 * 1024;
    private static final long POLL_MILLIS = 50;

    private final InputStream in;
    private final int longest;
    private final Lines lines;
    private final Thread thread;
    private final CountDownLatch done = new CountDownLatch(1);

    private byte[] line = new byte[1024];
    private int length;
    private boolean truncated;
    /** When the read began that has not returned yet; 0 while lines are being handed over. */
    private volatile long waitingSince;

    LinePump(String name, InputStream in, int longest, Lines lines) {
        this.in = in;
        this.longest = longest;
        this.lines = lines;
        this.thread =
                Thread.ofPlatform().daemon().name("donmai-command-" + name).unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    boolean runsOn(@Nullable Thread candidate) {
        return candidate == thread;
    }

    /**
     * Waits until every stream has ended, or those that have not have been silent for a while. One whose lines are still
     * being taken by a slow consumer is not silent.
     */
    static void awaitEnd(List<LinePump> pumps, Duration quiet) throws InterruptedException {
        for (LinePump pump : pumps) {
            while (!pump.done.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (pump.silentFor(quiet)) {
                    break;
                }
            }
        }
    }

    private boolean silentFor(Duration quiet) {
        long since = waitingSince;
        return since != 0 && System.nanoTime() - since > quiet.toNanos();
    }

    private void run() {
        byte[] chunk = new byte[CHUNK];
        try (in) {
            for (int n = read(chunk); n >= 0; n = read(chunk)) {
                split(chunk, n);
            }
        } catch (IOException e) {
            // A pipe fails only when it was closed under us, which is its end.
            flush();
        } finally {
            done.countDown();
        }
    }

    private int read(byte[] chunk) throws IOException {
        waitingSince = Math.max(1, System.nanoTime());
        int n = in.read(chunk);
        waitingSince = 0;
        if (n < 0) {
            flush();
        }
        return n;
    }

    private void split(byte[] chunk, int n) {
        int from = 0;
        for (int i = 0; i < n; i++) {
            if (chunk[i] == '\n') {
                append(chunk, from, i);
                end();
                from = i + 1;
            }
        }
        append(chunk, from, n);
    }

    private void append(byte[] chunk, int from, int to) {
        int wanted = to - from;
        int taken = Math.min(wanted, longest - length);
        truncated |= taken < wanted;
        if (length + taken > line.length) {
            line = Arrays.copyOf(line, Math.min(longest, Math.max(length + taken, 2 * line.length)));
        }
        System.arraycopy(chunk, from, line, length, taken);
        length += taken;
    }

    private void flush() {
        if (length > 0) {
            end();
        }
    }

    private void end() {
        int size = length;
        if (truncated) {
            size = wholeCharacters();
        } else if (size > 0 && line[size - 1] == '\r') {
            size--;
        }
        String text = new String(line, 0, size, StandardCharsets.UTF_8);
        boolean cut = truncated;
        length = 0;
        truncated = false;
        lines.line(text, cut);
    }

    /** The length without a character that the cut went through. */
    private int wholeCharacters() {
        int start = length - 1;
        while (start > length - 4 && (line[start] & 0xC0) == 0x80) {
            start--;
        }
        int lead = line[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return length - start < needed ? start : length;
    }
}
