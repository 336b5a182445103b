package dev.donmai.git;

import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a JGit operation when its deadline has passed or the thread that called it is interrupted. */
final class JGitMonitor extends EmptyProgressMonitor {
    private final Deadline deadline;
    private final Thread caller = Thread.currentThread();

    JGitMonitor(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public boolean isCancelled() {
        return deadline.passed() || caller.isInterrupted();
    }
}
