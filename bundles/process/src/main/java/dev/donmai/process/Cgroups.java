package dev.donmai.process;

import dev.donmai.files.ContainedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes one cgroup (version 2) per session, below a directory {@code donmai} in what is delegated to this process. Uses what there is:
 * without the right to make cgroups there are none, without controllers they hold a session together and limit nothing. Moves no process
 * that it has not started. Thread-safe.
 */
public final class Cgroups {
    /** The controllers that limits need. */
    private static final Set<String> WANTED = Set.of("memory", "cpu", "pids");

    private static final String HOME = "donmai";
    private static final String PREFIX = "session-";
    private static final long CPU_PERIOD_MICROS = 100_000;

    private final Path home;
    private final Set<String> controllers;

    private Cgroups(Path home, Set<String> controllers) {
        this.home = home;
        this.controllers = controllers;
    }

    /** Finds out by trying: makes a cgroup, has a process join it, and removes it. Takes some milliseconds. */
    public static CgroupSupport probe() throws InterruptedException {
        String reason = "this system has no cgroup v2 file system";
        for (Path base : CgroupMounts.bases()) {
            try {
                Path home = base.resolve(HOME);
                if (!Files.isDirectory(home)) {
                    Files.createDirectory(home);
                }
                tryToJoin(home);
                Set<String> controllers = enable(base);
                controllers.retainAll(enable(home));
                return new CgroupSupport.Usable(new Cgroups(home, Set.copyOf(controllers)), controllers);
            } catch (IOException e) {
                reason = "no cgroups for sessions, because " + base + " isn't delegated to us (" + e.getMessage() + ")";
            }
        }
        return new CgroupSupport.Unusable(reason);
    }

    /**
     * Makes the cgroup of a session. A limit that can't be set is told, not an error.
     *
     * @param id of the session, one segment of a path
     * @throws IOException if it can't be made, or one with that id still has processes
     */
    public SessionCgroup create(String id, CgroupLimits limits) throws IOException {
        ContainedPath.child(home, id);
        Path directory = home.resolve(PREFIX + id);
        SessionCgroup old = SessionCgroup.at(directory);
        if (Files.isDirectory(directory) && !old.remove()) {
            throw new FileAlreadyExistsException(directory.toString(), null, "processes of an earlier run are in it");
        }
        Files.createDirectories(directory);
        Map<String, String> applied = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        if (limits.memoryBytes() > 0) {
            set(directory, "memory", "memory.max", () -> Long.toString(limits.memoryBytes()), applied, refused);
        }
        if (limits.cpus() > 0) {
            // The kernel wants at least a millisecond of each period.
            long quota = Math.max(1000, Math.round(limits.cpus() * CPU_PERIOD_MICROS));
            set(directory, "cpu", "cpu.max", () -> quota + " " + CPU_PERIOD_MICROS, applied, refused);
        }
        if (limits.processes() > 0) {
            set(directory, "pids", "pids.max", () -> Long.toString(limits.processes()), applied, refused);
        }
        return new SessionCgroup(directory, applied, refused);
    }

    private void set(
            Path directory,
            String controller,
            String file,
            Supplier<String> value,
            Map<String, String> applied,
            Map<String, String> refused) {
        if (!controllers.contains(controller)) {
            refused.put(controller, "the " + controller + " controller isn't available in " + home);
            return;
        }
        try {
            Files.writeString(directory.resolve(file), value.get());
            applied.put(controller, file + " = " + value.get());
        } catch (IOException e) {
            refused.put(controller, "can't write " + file + ": " + e.getMessage());
        }
    }

    private static void tryToJoin(Path home) throws IOException, InterruptedException {
        Path trial = Files.createDirectory(home.resolve("probe-" + UUID.randomUUID()));
        try {
            ProgramResult result = Program.of(
                            "/bin/sh",
                            "-c",
                            "echo 0 >\"$1\"",
                            "sh",
                            trial.resolve("cgroup.procs").toString())
                    .run();
            if (!result.ok()) {
                throw new IOException("a process can't join: " + result.stderr().strip());
            }
        } finally {
            SessionCgroup.at(trial).remove();
        }
    }

    /** Hands as many of the wanted controllers as possible down to the children of a cgroup; returns those that they have. */
    private static Set<String> enable(Path cgroup) throws IOException {
        Set<String> available = words(cgroup.resolve("cgroup.controllers"));
        available.retainAll(WANTED);
        for (String controller : available) {
            tryWrite(cgroup.resolve("cgroup.subtree_control"), "+" + controller);
        }
        Set<String> enabled = words(cgroup.resolve("cgroup.subtree_control"));
        enabled.retainAll(WANTED);
        return enabled;
    }

    private static void tryWrite(Path control, String text) {
        try {
            Files.writeString(control, text);
        } catch (IOException busyOrDenied) {
            // Processes of ours or others are in it (see DelegateSubgroup= of systemd): what is enabled is read
            // afterwards.
            return;
        }
    }

    private static Set<String> words(Path control) throws IOException {
        Set<String> words = new LinkedHashSet<>();
        for (String word : Files.readString(control, StandardCharsets.US_ASCII).split("\\s+", 0)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
