package dev.donmai.git;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/**
 * An exchange with a host, on a thread of its own: reading from a silent one can't be interrupted, so at the deadline or an
 * interrupt of the caller the programs it reads from are ended instead.
 */
final class JGitTransfer extends EmptyProgressMonitor {
    /** For the thread to notice that it is over; one that reads from a silent socket ends with that socket's time-out. */
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final Deadline deadline;
    private final List<JGitProcess> programs = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    JGitTransfer(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Registers a program that the exchange goes through. */
    void goesThrough(JGitProcess program) {
        programs.add(program);
        if (cancelled) {
            program.destroy();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled || deadline.passed();
    }

    /** Throws what {@code exchange} throws. */
    <T> T run(String doing, Callable<T> exchange) throws Exception {
        FutureTask<T> task = new FutureTask<>(exchange);
        Thread thread = Thread.ofPlatform().daemon().name("donmai-git-transfer").start(task);
        try {
            return task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw deadline.exceeded(doing);
        } finally {
            if (!task.isDone()) {
                cancelled = true;
                programs.forEach(JGitProcess::destroy);
                thread.interrupt();
            }
            leave(thread);
        }
    }

    /** So that nothing is written any more when the caller cleans up, also where the caller is being interrupted. */
    private static void leave(Thread thread) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(LEAVE);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
