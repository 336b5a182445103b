package dev.donmai.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A look at all processes of the machine: {@code /proc} on Linux, {@code ps} elsewhere. One look can serve many
 * {@link ProcessTree}s. It takes some milliseconds with hundreds of processes; nothing in it is refreshed afterwards.
 */
public final class ProcessTable {
    static final boolean LINUX = Files.isReadable(Path.of("/proc/self/stat"));

    private static final Path PROC = Path.of("/proc");
    private static final Pattern PS_LINE = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\S)\\S*\\s+(.+?)\\s*");

    private static final Pattern RESIDENT = Pattern.compile("Rss(?:Anon|Shmem):\\s+(\\d+) kB");

    private final Map<Long, ProcessEntry> entries;
    private final Map<Long, Map<String, String>> markers = new HashMap<>();

    private ProcessTable(Map<Long, ProcessEntry> entries) {
        this.entries = entries;
    }

    /** Looks now. */
    public static ProcessTable read() throws IOException {
        return LINUX ? readProc() : readPs(List.of("-A"));
    }

    /** One process, without looking at the others; empty where there is none with that pid. */
    public static Optional<ProcessEntry> find(long pid) throws IOException {
        if (LINUX) {
            return readStat(pid);
        }
        return readPs(List.of("-p", Long.toString(pid))).get(pid);
    }

    /** All processes, zombies included. */
    public Collection<ProcessEntry> all() {
        return entries.values();
    }

    /** The process with that pid. */
    public Optional<ProcessEntry> get(long pid) {
        return Optional.ofNullable(entries.get(pid));
    }

    /**
     * Whether the environment that the process was started with holds {@code name=value}. False where it can't be read: another
     * user's process, a process that overwrote it, or a system without {@code /proc}.
     */
    synchronized boolean hasMarker(ProcessEntry process, String name, String value) {
        return value.equals(
                markers.computeIfAbsent(process.pid(), Environ::markersOf).get(name));
    }

    private static ProcessTable readProc() throws IOException {
        Map<Long, ProcessEntry> entries = new LinkedHashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, ProcessTable::isPid)) {
            for (Path directory : all) {
                readStat(Long.parseLong(String.valueOf(directory.getFileName())))
                        .ifPresent(entry -> entries.put(entry.pid(), entry));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new ProcessTable(entries);
    }

    private static boolean isPid(Path directory) {
        String name = String.valueOf(directory.getFileName());
        return name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<ProcessEntry> readStat(long pid) {
        byte[] stat;
        try (InputStream in = Files.newInputStream(PROC.resolve(pid + "/stat"))) {
            stat = in.readNBytes(4096);
        } catch (IOException gone) {
            return Optional.empty();
        }
        // The name in parentheses may hold spaces and parentheses itself: the fields begin after the last one.
        String line = new String(stat, StandardCharsets.ISO_8859_1);
        int nameEnd = line.lastIndexOf(") ");
        if (nameEnd < 0) {
            return Optional.empty();
        }
        // fields[0] is field 3 of proc(5).
        String[] fields = line.substring(nameEnd + 2).trim().split(" ", 22);
        return Optional.of(new ProcessEntry(
                pid,
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                fields[0].charAt(0),
                fields[19]));
    }

    /** Whether a child of a script has become another program; true without {@code /proc}. */
    static boolean hasReplaced(long script, long child) {
        try {
            return !Arrays.equals(
                    Files.readAllBytes(PROC.resolve(script + "/cmdline")),
                    Files.readAllBytes(PROC.resolve(child + "/cmdline")));
        } catch (IOException gone) {
            return true;
        }
    }

    /** Anonymous and shared-anonymous memory of a process; 0 if it is gone. */
    static long residentBytes(long pid) {
        long kilobytes = 0;
        try {
            for (String line : Files.readAllLines(PROC.resolve(pid + "/status"), StandardCharsets.ISO_8859_1)) {
                Matcher m = RESIDENT.matcher(line);
                if (m.matches()) {
                    kilobytes += Long.parseLong(m.group(1));
                }
            }
        } catch (IOException gone) {
            return 0;
        }
        return kilobytes * 1024;
    }

    /** Package-private for a test: {@code ps} exists on Linux too. */
    static ProcessTable readPs(List<String> which) throws IOException {
        List<String> command = new ArrayList<>(List.of("ps"));
        command.addAll(which);
        command.addAll(List.of("-o", "pid=,ppid=,pgid=,state=,lstart="));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("LC_ALL", "C");
        Map<Long, ProcessEntry> entries = new LinkedHashMap<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(builder.start().getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher m = PS_LINE.matcher(line);
                if (m.matches()) {
                    ProcessEntry entry = new ProcessEntry(
                            Long.parseLong(m.group(1)),
                            Long.parseLong(m.group(2)),
                            Long.parseLong(m.group(3)),
                            0,
                            m.group(4).charAt(0),
                            m.group(5).replaceAll("\\s+", " "));
                    entries.put(entry.pid(), entry);
                }
            }
        }
        return new ProcessTable(entries);
    }
}
