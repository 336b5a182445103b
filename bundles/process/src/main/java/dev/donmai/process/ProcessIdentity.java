package dev.donmai.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one process for good, also after its pid has been given to another one and also for another JVM.
 *
 * @param pid its process id
 * @param start when it started, as the system tells it: field 22 of {@code /proc/<pid>/stat} on Linux (clock ticks since boot),
 *     {@code ps -o lstart=} elsewhere; empty if it had ended before anyone could look
 * @param nonce the value of {@code DONMAI_SESSION_NONCE} in the environment of everything that it starts
 */
public record ProcessIdentity(long pid, String start, String nonce) {
    private static final Pattern LOCK = Pattern.compile(
            "\\{\"pid\":(\\d{1,10}),\"start\":\"([^\"\\\\]{0,100})\",\"nonce\":\"([A-Za-z0-9_-]{1,100})\"}\\s*");

    /** The process with that pid, as it is now; with an empty start if there is none. */
    public static ProcessIdentity of(long pid, String nonce) throws IOException {
        return new ProcessIdentity(
                pid, ProcessTable.find(pid).map(ProcessEntry::start).orElse(""), nonce);
    }

    /**
     * Reads the file {@code lock} of a session directory, which the launch wrapper writes (additions.md §3).
     *
     * @return empty where there is no such file: the wrapper has not come that far
     * @throws IOException if it can't be read or isn't what the wrapper writes
     */
    public static Optional<ProcessIdentity> read(Path lock) throws IOException {
        String content;
        try {
            content = Files.readString(lock, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Matcher m = LOCK.matcher(content);
        if (!m.matches()) {
            throw new IOException(lock + " is not a lock of the launch wrapper; if its session has ended, delete it");
        }
        return Optional.of(new ProcessIdentity(Long.parseLong(m.group(1)), m.group(2), m.group(3)));
    }

    /** Whether this very process exists and has not ended. A zombie has ended. */
    public boolean isAlive() throws IOException {
        return ProcessTable.find(pid)
                .filter(this::isSame)
                .filter(p -> !p.isZombie())
                .isPresent();
    }

    boolean isSame(ProcessEntry process) {
        return process.pid() == pid && !start.isEmpty() && process.start().equals(start);
    }
}
