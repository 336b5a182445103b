package dev.donmai.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process tree (sessions.md §1.11): TERM to all of it, grace, KILL to what is left, and looks until nothing is.
 *
 * <p>The launch wrapper of a session gets the TERM too, but outlives it, and is the last to be killed, after a second in which it can
 * record how its command ended. What a worker starts after the TERM, say to save its work, is left alone until the grace is over.
 */
public final class TreeStop {
    /** How long killing may take before the rest is reported as survivors. */
    static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private static final Duration WRAPPER_GRACE = Duration.ofSeconds(1);
    private static final long SHORTEST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    /** A process may fork and end while the table is being read, so one empty look proves nothing. */
    private static final int EMPTY_LOOKS = 2;

    private final ProcessTree tree;
    private final long begin = System.nanoTime();
    private long pause = SHORTEST_PAUSE_MILLIS;

    private TreeStop(ProcessTree tree) {
        this.tree = tree;
    }

    /**
     * Ends {@code tree} and returns when nothing of it is left, or the grace and five seconds later. Several threads may stop one
     * tree. An interrupt ends the waiting at once and leaves the tree as it is.
     *
     * @param grace how long the tree has to end by itself after the TERM; zero kills at once
     */
    public static StopResult stop(ProcessTree tree, Duration grace) throws IOException, InterruptedException {
        return new TreeStop(tree).run(grace);
    }

    private StopResult run(Duration grace) throws IOException, InterruptedException {
        if (grace.isPositive() && endedAfterTerm(grace)) {
            return result(false, List.of());
        }
        List<ProcessEntry> survivors = kill();
        return result(true, survivors);
    }

    private boolean endedAfterTerm(Duration grace) throws IOException, InterruptedException {
        List<ProcessEntry> left = tree.scan();
        // The wrapper first: from then on it starts no command, unless it is doing so already.
        for (ProcessEntry process : left) {
            if (tree.leader().isSame(process)) {
                term(process);
            }
        }
        for (ProcessEntry process : left) {
            if (!tree.leader().isSame(process) && !isOfWrapper(process)) {
                term(process);
            }
        }
        boolean commandTold = !tree.isWrapped();
        long deadline = begin + grace.toNanos();
        int empty = 0;
        while (true) {
            for (ProcessEntry process : left) {
                // What is the wrapper's shell still would take the TERM for itself and forget it when it becomes the
                // command.
                if (!commandTold
                        && isOfWrapper(process)
                        && ProcessTable.hasReplaced(tree.leader().pid(), process.pid())) {
                    commandTold = term(process);
                }
            }
            empty = left.isEmpty() ? empty + 1 : 0;
            if (empty == EMPTY_LOOKS) {
                return true;
            }
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            rest();
            left = tree.scan();
        }
    }

    private boolean isOfWrapper(ProcessEntry process) {
        return tree.isWrapped() && process.parent() == tree.leader().pid();
    }

    private static boolean term(ProcessEntry process) throws IOException {
        boolean told = handle(process).map(ProcessHandle::destroy).orElse(false);
        if (told && process.state() == 'T') {
            Posix.kill(process.pid(), Posix.SIGCONT);
        }
        return told;
    }

    private List<ProcessEntry> kill() throws IOException, InterruptedException {
        pause = SHORTEST_PAUSE_MILLIS;
        long start = System.nanoTime();
        long lastChance = start + KILL_LIMIT.minus(WRAPPER_GRACE).toNanos();
        long wrapperDeadline = start + WRAPPER_GRACE.toNanos();
        Set<Seen> condemned = new HashSet<>();
        boolean first = true;
        int empty = 0;
        while (true) {
            List<ProcessEntry> left = tree.scan();
            empty = left.isEmpty() ? empty + 1 : 0;
            if (empty == EMPTY_LOOKS) {
                return List.of();
            }
            long now = System.nanoTime();
            List<ProcessEntry> targets = new ArrayList<>();
            List<ProcessEntry> recorders = new ArrayList<>();
            for (ProcessEntry process : left) {
                // The wrapper's only child at first is its command; what it starts later (date, mv) serves the exit
                // record.
                boolean recorder = tree.leader().isSame(process)
                        || (!first && isOfWrapper(process) && !condemned.contains(Seen.of(process)));
                (tree.isWrapped() && recorder ? recorders : targets).add(process);
            }
            if (!targets.isEmpty()) {
                if (tree.cgroup() != null) {
                    CgroupFiles.kill(tree.cgroup());
                }
                wrapperDeadline = Math.min(now + WRAPPER_GRACE.toNanos(), lastChance);
            }
            if (now - wrapperDeadline >= 0) {
                targets.addAll(recorders);
            }
            for (ProcessEntry process : targets) {
                condemned.add(Seen.of(process));
                handle(process).ifPresent(ProcessHandle::destroyForcibly);
            }
            first = false;
            if (now - start >= KILL_LIMIT.toNanos()) {
                return left;
            }
            rest();
        }
    }

    private record Seen(long pid, String start) {
        static Seen of(ProcessEntry process) {
            return new Seen(process.pid(), process.start());
        }
    }

    /**
     * The process of a scan, if it is still the same: between the scan and now the pid may have been given away. The handle compares the
     * start once more when it signals.
     */
    private static Optional<ProcessHandle> handle(ProcessEntry process) throws IOException {
        return ProcessTable.find(process.pid())
                .filter(now -> now.start().equals(process.start()) && !now.isZombie())
                .flatMap(now -> ProcessHandle.of(now.pid()));
    }

    private void rest() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }

    private StopResult result(boolean forced, List<ProcessEntry> survivors) {
        return new StopResult(survivors.isEmpty(), forced, survivors, Duration.ofNanos(System.nanoTime() - begin));
    }
}
