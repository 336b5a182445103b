package dev.donmai.worker.internal.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of a stream of bytes. Thread-safe. */
final class LastBytes {

    private final int most;
    private byte[] kept = new byte[0];

    LastBytes(int most) {
        this.most = most;
    }

    synchronized void add(byte[] bytes, int offset, int count) {
        int added = Math.min(count, most);
        int old = Math.min(kept.length, most - added);
        byte[] joined = Arrays.copyOfRange(kept, kept.length - old, kept.length - old + old + added);
        System.arraycopy(bytes, offset + count - added, joined, old, added);
        kept = joined;
    }

    synchronized String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }
}
