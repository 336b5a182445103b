package dev.donmai.http.internal;

import dev.donmai.sessions.SessionOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Output that starts at some offset and is complete. */
final class FakeOutput implements SessionOutput {

    private final long start;
    private final byte[] bytes;
    private int position;

    FakeOutput(long start, String text) {
        this.start = start;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long seek(long offset) {
        long real = Math.max(start, Math.min(offset, start + bytes.length));
        position = (int) (real - start);
        return real;
    }

    @Override
    public byte[] next(int max, Duration timeout) {
        int end = Math.min(bytes.length, position + max);
        byte[] next = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return next;
    }

    @Override
    public boolean ended() {
        return position == bytes.length;
    }

    @Override
    public void close() {}
}
