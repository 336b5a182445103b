package dev.donmai.lifecycle.internal;

import dev.donmai.lifecycle.Doctor.Examined;
import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.lifecycle.DoctorCheck.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs checks, each on a thread of its own. One that hangs is interrupted and holds nothing but its thread: as long as it
 * has not returned, it is not begun a second time. Not thread-safe.
 */
final class Examination {

    private final Duration limit;
    private final Map<DoctorCheck, Thread> hanging = new HashMap<>();

    Examination(Duration limit) {
        this.limit = limit;
    }

    private record Running(DoctorCheck check, CompletableFuture<Finding> finding, Thread thread) {}

    /** What the checks find, sorted by name. */
    List<Examined> examine(List<DoctorCheck> checks) throws InterruptedException {
        hanging.values().removeIf(thread -> !thread.isAlive());
        long deadline = System.nanoTime() + limit.toNanos();
        List<Running> running = new ArrayList<>();
        List<Examined> examined = new ArrayList<>();
        for (DoctorCheck check : checks) {
            if (hanging.containsKey(check)) {
                examined.add(new Examined(check.name(), late("has hung since it was last asked for")));
            } else {
                running.add(begin(check));
            }
        }
        for (Running one : running) {
            examined.add(new Examined(one.check().name(), await(one, deadline)));
        }
        examined.sort(Comparator.comparing(Examined::name));
        return List.copyOf(examined);
    }

    private static Running begin(DoctorCheck check) {
        CompletableFuture<Finding> finding = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("donmai-check-" + check.name())
                .start(() -> look(check, finding));
        return new Running(check, finding, thread);
    }

    private static void look(DoctorCheck check, CompletableFuture<Finding> finding) {
        try {
            finding.complete(check.look());
        } catch (Exception | Error e) {
            String message = e.getMessage();
            finding.complete(Finding.failed(
                    "could not look: " + (message == null ? e.getClass().getSimpleName() : message), ""));
        }
    }

    private Finding await(Running one, long deadline) throws InterruptedException {
        try {
            return one.finding().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            one.thread().interrupt();
            hanging.put(one.check(), one.thread());
            return late("did not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check ends with a finding", e.getCause());
        }
    }

    private static Finding late(String what) {
        return Finding.failed(
                "the check " + what, "look whether a disk or a network file system of this machine hangs");
    }
}
