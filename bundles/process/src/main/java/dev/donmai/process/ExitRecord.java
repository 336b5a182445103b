package dev.donmai.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the command of a session ended, as the launch wrapper wrote it into {@code exit.json} (additions.md §3).
 *
 * @param number the exit code, or the signal
 * @param signalled whether it was a signal. A program that ends itself with a code of 129 to 192, as shells and JVMs do to tell of a
 *     signal, is taken at its word
 * @param at when, to the second
 * @param oom whether the kernel ended something in the session's cgroup for lack of memory
 */
public record ExitRecord(int number, boolean signalled, Instant at, boolean oom) {
    private static final Pattern FORM =
            Pattern.compile("\\{\"(code|signal)\":(\\d{1,3}),\"at\":\"([0-9TZ:-]+)\"(,\"oom\":true)?}\\s*");

    /**
     * Reads the record of a session directory.
     *
     * @return empty where there is none: the command is running, or the wrapper was killed
     * @throws IOException if it can't be read or isn't what the wrapper writes
     */
    public static Optional<ExitRecord> read(Path sessionDirectory) throws IOException {
        Path file = sessionDirectory.resolve("exit.json");
        String content;
        try {
            content = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Matcher m = FORM.matcher(content);
        if (!m.matches()) {
            throw new IOException(file + " is not an exit record of the launch wrapper");
        }
        try {
            return Optional.of(new ExitRecord(
                    Integer.parseInt(m.group(2)),
                    m.group(1).equals("signal"),
                    Instant.parse(m.group(3)),
                    m.group(4) != null));
        } catch (DateTimeException e) {
            throw new IOException(file + " is not an exit record of the launch wrapper", e);
        }
    }

    /** The exit code, unless a signal ended it. 126 and 127: the command could not be executed, or wasn't found. */
    public OptionalInt code() {
        return signalled ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** The signal, if one ended it. */
    public OptionalInt signal() {
        return signalled ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
