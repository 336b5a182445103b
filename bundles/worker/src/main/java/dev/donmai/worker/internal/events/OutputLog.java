package dev.donmai.worker.internal.events;

import dev.donmai.files.LineSplitter;
import dev.donmai.files.Redactor;
import dev.donmai.files.RotatingFile;
import dev.donmai.worker.internal.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code output.log}: what the agent's programs print, line by line in the order of arrival, redacted; lines are cut at 256 KiB and
 * the file is rotated. Every byte that is printed counts against the session's limit, whether it is kept or not. Thread-safe.
 */
public final class OutputLog implements Closeable {

    /** 8 parts of 8 MiB: the last 64 MiB, in pieces that an editor opens. */
    static final long PART_BYTES = 8L << 20;

    static final int PARTS = 8;

    private static final String CUT = " [cut]";

    private static final Logger LOG = LoggerFactory.getLogger(OutputLog.class);

    private final Optional<RotatingFile> file;
    private final Redactor redactor;
    private final long most;
    private final Cancellation cancellation;
    private long printed;
    private boolean closed;

    private OutputLog(Optional<RotatingFile> file, Redactor redactor, long most, Cancellation cancellation) {
        this.file = file;
        this.redactor = redactor;
        this.most = most;
        this.cancellation = cancellation;
    }

    /**
     * Opens the log.
     *
     * @param most how many bytes may be printed; 0 means any number. Beyond that the cancellation is asked for, and no more is kept
     */
    public static OutputLog open(Path path, Redactor redactor, long most, Cancellation cancellation)
            throws IOException {
        return new OutputLog(Optional.of(RotatingFile.open(path, PART_BYTES, PARTS)), redactor, most, cancellation);
    }

    /** Keeps nothing, for a session without a directory. */
    public static OutputLog none(Cancellation cancellation) {
        return new OutputLog(Optional.empty(), Redactor.of(List.of()), 0, cancellation);
    }

    /** A new stream of lines into the log, for one output of one program. */
    public Lines stream() {
        return new Lines();
    }

    /** One output of one program. Used by one thread at a time. */
    public final class Lines {

        private final LineSplitter splitter = new LineSplitter(LineSplitter.DEFAULT_CAP, this::line);

        /** The lines of one read; a write for each line would cost more than all the rest. */
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

        private Lines() {}

        /** Takes the next bytes. */
        public void add(byte[] bytes, int offset, int count) {
            if (count(count)) {
                pass(() -> {
                    splitter.accept(bytes, offset, count);
                    keep(pending);
                });
            }
        }

        /** The program prints no more. */
        public void end() {
            pass(() -> {
                splitter.end();
                keep(pending);
            });
        }

        private void line(String line, boolean truncated) {
            String clean = truncated ? redactor.redactCut(line) + CUT : redactor.redact(line);
            pending.writeBytes((clean + "\n").getBytes(StandardCharsets.UTF_8));
        }

        private void pass(Write write) {
            try {
                write.run();
            } catch (IOException e) {
                LOG.warn("output could not be kept: {}", e.toString());
                cancellation.request(Cancellation.Cause.RECORD, "output.log can't be written: " + e.getMessage());
            }
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    /** Whether these bytes are to be kept. */
    private synchronized boolean count(int bytes) {
        if (closed) {
            return false;
        }
        printed += bytes;
        if (most > 0 && printed > most) {
            cancellation.request(
                    Cancellation.Cause.OUTPUT, "the agent printed more than the limit of " + (most >> 20) + " MiB");
            return false;
        }
        return true;
    }

    private synchronized void keep(ByteArrayOutputStream lines) throws IOException {
        if (!closed && file.isPresent() && lines.size() > 0) {
            file.get().append(lines.toByteArray());
        }
        lines.reset();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (file.isPresent()) {
            try (RotatingFile open = file.get()) {
                open.sync();
            }
        }
    }
}
