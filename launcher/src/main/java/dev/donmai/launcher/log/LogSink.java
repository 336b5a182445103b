package dev.donmai.launcher.log;

import dev.donmai.files.Redactor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Where all log records of the process go: standard error unless a test says otherwise, and a file if one is wanted.
 * Settings can change at any time; thread-safe.
 */
public final class LogSink {

    /** What third-party code has to say is of interest only when something is wrong. */
    private static final Level FOREIGN = Level.WARN;

    private static final LogSink PROCESS = new LogSink(new FileOutputStream(FileDescriptor.err));

    private final OutputStream out;
    private volatile int threshold = Level.INFO.toInt();
    private volatile LogFormat format = LogFormat.TEXT;
    private volatile List<String> secrets = List.of();
    private volatile Optional<LogFile> file = Optional.empty();
    private volatile List<String> configured = List.of();

    LogSink(OutputStream out) {
        this.out = out;
    }

    /** The sink of this process. */
    public static LogSink process() {
        return PROCESS;
    }

    /** Records below this level are dropped. */
    public void threshold(Level level) {
        threshold = level.toInt();
    }

    /** Drops every record. */
    public void silence() {
        threshold = Integer.MAX_VALUE;
    }

    public void format(LogFormat wanted) {
        format = wanted;
    }

    /** Texts that never appear in a line. */
    public void hide(List<String> texts) {
        secrets = texts.stream().filter(text -> !text.isBlank()).toList();
    }

    /** Writes every record to a file too. */
    public void also(LogFile wanted) {
        file = Optional.of(wanted);
    }

    /** The same for what the configuration in force holds; too short texts are no secrets and would make lines unreadable. */
    public void hideConfigured(List<String> texts) {
        configured = texts.stream()
                .filter(text -> text.length() >= Redactor.SHORTEST)
                .toList();
    }

    private static String masked(String line, List<String> secrets) {
        String masked = line;
        for (String secret : secrets) {
            masked = masked.replace(secret, Redactor.MASK);
        }
        return masked;
    }

    boolean enabled(String logger, Level level) {
        int least = logger.startsWith("dev.donmai.") ? threshold : Math.max(threshold, foreignThreshold());
        return level.toInt() >= least;
    }

    private int foreignThreshold() {
        return threshold <= Level.DEBUG.toInt() ? Level.INFO.toInt() : FOREIGN.toInt();
    }

    void write(Level level, String logger, String message, @Nullable Throwable error) {
        boolean trace = level == Level.ERROR || threshold <= Level.DEBUG.toInt();
        String line = switch (format) {
            case TEXT -> LogRecordLine.text(Instant.now(), level, logger, message, error, trace);
            case JSON -> LogRecordLine.json(Instant.now(), level, logger, message, error, trace);
        };
        line = masked(masked(line, secrets), configured);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        print(bytes);
        String trouble = file.map(log -> log.append(bytes)).orElse("");
        if (!trouble.isEmpty()) {
            print(LogRecordLine.text(Instant.now(), Level.WARN, LogSink.class.getName(), trouble, null, false)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private void print(byte[] bytes) {
        synchronized (out) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                lost();
            }
        }
    }

    /** Standard error is closed: without a file there is nowhere left to report to, and logging must not end the daemon. */
    private void lost() {
        if (file.isEmpty()) {
            threshold = Integer.MAX_VALUE;
        }
    }
}
