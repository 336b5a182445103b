package dev.donmai.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The children that this room has started through the JDK, which waits for them itself. */
final class OwnChildren {
    private static final Set<Long> PIDS = ConcurrentHashMap.newKeySet();

    private OwnChildren() {}

    static void add(Process process) {
        long pid = process.pid();
        PIDS.add(pid);
        var _ = process.onExit().thenRun(() -> PIDS.remove(pid));
    }

    static boolean contains(long pid) {
        return PIDS.contains(pid);
    }
}
