package dev.donmai.itests.support;

import dev.donmai.model.session.SessionLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks at the processes of this machine through {@code /proc}, and sends them signals. */
public final class Processes {

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** Whether a process is there and no zombie. */
    public static boolean isAlive(long pid) {
        String state = statusLine(pid, "State:");
        return !state.isEmpty() && !state.startsWith("Z") && !state.startsWith("X");
    }

    /** Sends a signal by its name, {@code KILL} for example. */
    public static void signal(long pid, String name) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Living processes that carry a session's nonce in their environment. */
    public static List<Long> carrying(String nonce) {
        return pids(pid -> environment(pid).contains(SessionLayout.NONCE_VARIABLE + "=" + nonce));
    }

    /** The process of a session that runs a program, {@code java} for example; there must be one and no other. */
    public static long ofSession(String nonce, String program) {
        List<Long> found = carrying(nonce).stream()
                .filter(pid -> program.equals(program(pid)))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    found.size() + " processes of the session run " + program + ": " + describe(carrying(nonce)));
        }
        return found.getFirst();
    }

    /** Resident memory, MiB; 0 when the process is gone. */
    public static long residentMb(long pid) {
        return kilobytes(pid, "VmRSS:") / 1024;
    }

    /** The highest resident memory so far, MiB; 0 when the process is gone. */
    public static long peakMb(long pid) {
        return kilobytes(pid, "VmHWM:") / 1024;
    }

    /** A process and what it runs, for messages. */
    public static String describe(List<Long> pids) {
        return pids.stream()
                .map(pid -> pid + " (" + commandLine(pid) + ")")
                .toList()
                .toString();
    }

    private static long kilobytes(long pid, String key) {
        String value = statusLine(pid, key);
        return value.isEmpty() ? 0 : Long.parseLong(value.split(" ", 2)[0]);
    }

    private static String commandLine(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("cmdline"))
                .replace('\0', ' ')
                .strip();
    }

    private static String program(long pid) {
        String first = commandLine(pid).split(" ", 2)[0];
        return first.substring(first.lastIndexOf('/') + 1);
    }

    private static List<String> environment(long pid) {
        return Arrays.asList(
                read(PROC.resolve(Long.toString(pid)).resolve("environ")).split("\0", -1));
    }

    private static String statusLine(long pid, String key) {
        return read(PROC.resolve(Long.toString(pid)).resolve("status"))
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst()
                .orElse("");
    }

    private static List<Long> pids(Predicate<Long> wanted) {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::parseLong)
                    .filter(wanted)
                    .filter(Processes::isAlive)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process may end at any moment; then there is nothing to read. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
