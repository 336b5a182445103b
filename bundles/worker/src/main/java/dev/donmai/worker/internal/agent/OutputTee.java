package dev.donmai.worker.internal.agent;

import dev.donmai.worker.internal.events.OutputLog;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A program's output on its way to the runtime: what the runtime reads goes into the output log as well. */
final class OutputTee extends FilterInputStream {

    private final OutputLog.Lines lines;
    private final Activity activity;
    private final Optional<LastBytes> kept;

    /** @param kept takes the end of the stream */
    OutputTee(InputStream in, OutputLog.Lines lines, Activity activity, Optional<LastBytes> kept) {
        super(in);
        this.lines = lines;
        this.activity = activity;
        this.kept = kept;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            activity.touch();
            lines.add(buffer, offset, read);
            kept.ifPresent(bytes -> bytes.add(buffer, offset, read));
        } else if (read < 0) {
            lines.end();
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8 << 10)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
