package dev.donmai.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that belongs to one session (or one program), found by all traces at once, because each of them can be lost:
 *
 * <ul>
 *   <li>the cgroup, where there is one: nothing leaves it by forking;
 *   <li>the session (setsid) of the leader and of every other member that leads one;
 *   <li>the descent from a member, by parent pid;
 *   <li>the marker in the environment, which finds what was orphaned and has a session of its own;
 *   <li>what was a member at an earlier scan: it stays one, whatever became of its parents.
 * </ul>
 *
 * <p>A process that has none of these (orphaned between two scans, with an empty environment, in a session of its own, without a
 * cgroup) isn't found. Processes that started before the leader, this JVM and its ancestors are never members.
 *
 * <p>Thread-safe. An object remembers, so keep one per session and scan now and then.
 */
public final class ProcessTree {
    private final ProcessIdentity leader;
    private final String marker;
    private final @Nullable Path cgroup;
    private final boolean wrapped;
    private Map<Long, ProcessEntry> known = Map.of();

    private ProcessTree(ProcessIdentity leader, String marker, @Nullable Path cgroup, boolean wrapped) {
        this.leader = leader;
        this.marker = marker;
        this.cgroup = cgroup;
        this.wrapped = wrapped;
    }

    /** The tree of a session without a cgroup. */
    public static ProcessTree ofSession(ProcessIdentity wrapper) {
        return new ProcessTree(wrapper, Environ.SESSION_MARKER, null, true);
    }

    /** The tree of a session whose command joined {@code cgroup}, a directory of a cgroup v2 file system. */
    public static ProcessTree ofSession(ProcessIdentity wrapper, Path cgroup) {
        return new ProcessTree(wrapper, Environ.SESSION_MARKER, cgroup, true);
    }

    static ProcessTree ofProgram(ProcessIdentity program) {
        return new ProcessTree(program, Environ.PROGRAM_MARKER, null, false);
    }

    /** The process that all others descend from: the launch wrapper of a session, or the program itself. */
    public ProcessIdentity leader() {
        return leader;
    }

    /** Whether the leader is a launch wrapper, which records how its command ended. */
    boolean isWrapped() {
        return wrapped;
    }

    @Nullable
    Path cgroup() {
        return cgroup;
    }

    /** The live members now, leader included; zombies count as gone. */
    public List<ProcessEntry> scan() throws IOException {
        return scan(ProcessTable.read());
    }

    /** The live members in {@code table}, for callers that look at many trees at once. */
    public synchronized List<ProcessEntry> scan(ProcessTable table) throws IOException {
        Set<Long> untouchable = ownLine(table);
        List<ProcessEntry> candidates = new ArrayList<>();
        for (ProcessEntry process : table.all()) {
            if (!process.isZombie() && !untouchable.contains(process.pid()) && !isOlderThanLeader(process)) {
                candidates.add(process);
            }
        }
        Map<Long, ProcessEntry> members = new LinkedHashMap<>();
        Set<Long> contained = cgroup == null ? Set.of() : CgroupFiles.members(cgroup);
        for (ProcessEntry process : candidates) {
            if (leader.isSame(process)
                    || contained.contains(process.pid())
                    || wasMember(process)
                    || table.hasMarker(process, marker, leader.nonce())) {
                members.put(process.pid(), process);
            }
        }
        Set<Long> sessions = new HashSet<>();
        boolean grown;
        do {
            for (ProcessEntry member : members.values()) {
                // The number of a session isn't given to a new process while the session has members, so one member
                // proves it.
                if (member.session() == leader.pid() || (member.session() == member.pid() && member.pid() != 0)) {
                    sessions.add(member.session());
                }
            }
            grown = false;
            for (ProcessEntry process : candidates) {
                if ((members.containsKey(process.parent()) || sessions.contains(process.session()))
                        && members.putIfAbsent(process.pid(), process) == null) {
                    grown = true;
                }
            }
        } while (grown);
        known = members;
        return List.copyOf(members.values());
    }

    /**
     * The memory that the members have for themselves now, in bytes, for systems without the memory controller: what they share with each
     * other or with files isn't counted twice, nor at all. 0 without {@code /proc}.
     */
    public long residentBytes() throws IOException {
        long sum = 0;
        for (ProcessEntry member : scan()) {
            sum += ProcessTable.residentBytes(member.pid());
        }
        return sum;
    }

    private boolean wasMember(ProcessEntry process) {
        ProcessEntry before = known.get(process.pid());
        return before != null && before.start().equals(process.start());
    }

    private boolean isOlderThanLeader(ProcessEntry process) {
        // Only the ticks of /proc can be compared.
        return ProcessTable.LINUX
                && !leader.start().isEmpty()
                && Long.parseLong(process.start()) < Long.parseLong(leader.start());
    }

    /** This JVM and what it descends from. */
    private static Set<Long> ownLine(ProcessTable table) {
        Set<Long> line = new HashSet<>(Set.of(1L));
        long pid = ProcessHandle.current().pid();
        while (pid > 0 && line.add(pid)) {
            pid = table.get(pid).map(ProcessEntry::parent).orElse(0L);
        }
        return line;
    }
}
