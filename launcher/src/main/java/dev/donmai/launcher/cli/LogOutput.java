package dev.donmai.launcher.cli;

import dev.donmai.files.LineSplitter;
import dev.donmai.launcher.log.LogLineText;
import dev.donmai.launcher.log.LogTail;
import dev.donmai.launcher.service.Journal;
import java.io.IOException;

/** Prints a log: as it is, or line by line for people, long lines cut. */
final class LogOutput implements LogTail.Reader, Journal.Reader {

    /** No record that is meant to be read is longer. */
    private static final int MAX_LINE = 64 * 1024;

    private final Console console;
    private final boolean raw;
    private final LineSplitter lines;

    LogOutput(Console console, boolean raw) {
        this.console = console;
        this.raw = raw;
        this.lines = new LineSplitter(
                MAX_LINE, (text, cut) -> console.out().println(LogLineText.of(text) + (cut ? " …" : "")));
    }

    @Override
    public void bytes(byte[] bytes, int count) throws IOException {
        if (raw) {
            console.out().write(bytes, 0, count);
        } else {
            lines.accept(bytes, 0, count);
        }
        console.out().flush();
    }

    @Override
    public void anew() throws IOException {
        end();
    }

    /** Prints what has no line end. */
    void end() throws IOException {
        lines.end();
        console.out().flush();
    }
}
