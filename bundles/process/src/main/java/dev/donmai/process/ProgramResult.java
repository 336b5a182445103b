package dev.donmai.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How a {@link Program} ended and what it said. Immutable. */
public final class ProgramResult {
    private final int exitCode;
    private final boolean timedOut;
    private final Captured stdout;
    private final Captured stderr;
    private final Duration took;

    /** The kept end of a stream. */
    @SuppressWarnings("ArrayRecordComponent") // private data of this package, never compared
    record Captured(byte[] bytes, boolean truncated) {}

    ProgramResult(int exitCode, boolean timedOut, Captured stdout, Captured stderr, Duration took) {
        this.exitCode = exitCode;
        this.timedOut = timedOut;
        this.stdout = stdout;
        this.stderr = stderr;
        this.took = took;
    }

    /** Its exit code; 128 + n where signal n ended it, also where that was the deadline's. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether it was ended because its time was over. */
    public boolean timedOut() {
        return timedOut;
    }

    /** Whether it ended by itself with exit code 0. */
    public boolean ok() {
        return exitCode == 0 && !timedOut;
    }

    /** The last bytes of standard output, as many as the cap allows. */
    public byte[] stdoutBytes() {
        return stdout.bytes().clone();
    }

    /** {@link #stdoutBytes()} as UTF-8, with malformed bytes replaced. */
    public String stdout() {
        return new String(stdout.bytes(), StandardCharsets.UTF_8);
    }

    /** The last bytes of standard error as UTF-8, with malformed bytes replaced. */
    public String stderr() {
        return new String(stderr.bytes(), StandardCharsets.UTF_8);
    }

    /** Whether the beginning of standard output is missing, because it was longer than the cap. */
    public boolean stdoutTruncated() {
        return stdout.truncated();
    }

    /** Whether the beginning of standard error is missing, because it was longer than the cap. */
    public boolean stderrTruncated() {
        return stderr.truncated();
    }

    /** How long it ran. */
    public Duration took() {
        return took;
    }

    @Override
    public String toString() {
        return timedOut ? "ended at its deadline after " + took : "exit code " + exitCode + " after " + took;
    }
}
