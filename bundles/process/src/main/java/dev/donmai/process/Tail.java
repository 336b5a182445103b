package dev.donmai.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream to its end and keeps the last bytes of it, in memory that grows with the content up to the cap. */
final class Tail {
    private final int cap;
    private byte[] ring = new byte[0];
    private long total;

    Tail(int cap) {
        if (cap < 0) {
            throw new IllegalArgumentException("negative cap " + cap);
        }
        this.cap = cap;
    }

    /** Reads until the end or until the stream fails, which for a pipe means that the process is gone. */
    void fill(InputStream in) {
        byte[] buffer = new byte[16 * 1024];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                append(buffer, n);
            }
        } catch (IOException e) {
            // What has been read is what there is.
            return;
        }
    }

    synchronized void append(byte[] bytes, int length) {
        if (total < cap && ring.length < Math.min(cap, total + length)) {
            ring = Arrays.copyOf(ring, (int) Math.min(cap, Math.max(total + length, 2L * ring.length)));
        }
        int skipped = Math.max(0, length - cap);
        for (int from = skipped; from < length && cap > 0; ) {
            int at = (int) ((total + from) % cap);
            int n = Math.min(length - from, cap - at);
            System.arraycopy(bytes, from, ring, at, n);
            from += n;
        }
        total += length;
    }

    synchronized ProgramResult.Captured captured() {
        if (total <= cap) {
            return new ProgramResult.Captured(Arrays.copyOf(ring, (int) total), false);
        }
        byte[] ordered = new byte[cap];
        if (cap > 0) {
            int oldest = (int) (total % cap);
            System.arraycopy(ring, oldest, ordered, 0, cap - oldest);
            System.arraycopy(ring, 0, ordered, cap - oldest, oldest);
        }
        return new ProgramResult.Captured(ordered, true);
    }
}
