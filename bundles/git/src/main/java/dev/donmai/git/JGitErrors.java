package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;

/** Makes of JGit's exceptions the errors that native git leads to. */
final class JGitErrors {
    private JGitErrors() {}

    /**
     * @param doing completes "git failed while …"
     * @throws InterruptedException if an interrupt of the thread was the cause
     */
    static GitException of(String doing, Exception e, Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while " + doing);
        }
        if (deadline.passed()) {
            return deadline.exceeded(doing);
        }
        StringBuilder said = new StringBuilder();
        String last = "";
        int depth = 0;
        for (Throwable cause = e; cause != null && depth < 10; cause = cause.getCause(), depth++) {
            String text = hint(cause) + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
            if (!last.contains(text)) {
                said.append(said.isEmpty() ? "" : "; ").append(text);
            }
            last = text;
        }
        return withCause(GitErrors.of(doing, "JGit", said.toString()), e);
    }

    /** Words that {@link GitErrors} knows, for what JGit tells by the type alone. */
    private static String hint(Throwable cause) {
        return switch (cause) {
            case NoRemoteRepositoryException none -> "repository not found: ";
            case RepositoryNotFoundException none -> "repository not found: ";
            case UnknownHostException none -> "could not resolve host: ";
            case ConnectException none -> "failed to connect: ";
            case NoRouteToHostException none -> "no route to host: ";
            case SocketTimeoutException none -> "timed out: ";
            default -> "";
        };
    }

    private static GitException withCause(GitException e, Throwable cause) {
        Reason reason = e.reason();
        return new GitException(reason, String.valueOf(e.getMessage()), cause);
    }
}
