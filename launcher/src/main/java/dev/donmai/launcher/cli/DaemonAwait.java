package dev.donmai.launcher.cli;

import dev.donmai.files.PathLock;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.wire.StatusReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for what a daemon does after it has answered: for its end, or for the one that follows it. */
final class DaemonAwait {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Program program;
    private final Target target;
    private final long until;

    DaemonAwait(Program program, Target target, Duration limit) {
        this.program = program;
        this.target = target;
        this.until = System.nanoTime() + limit.toNanos();
    }

    /** How a daemon is now. */
    static StatusReply status(ControlClient client) throws ClientException, InterruptedException {
        return client.get(ControlClient.API + "/status", StatusReply.class).value();
    }

    /**
     * Waits until a daemon has ended.
     *
     * @param before how it was
     * @return how it is still when the time is over; empty when it is gone
     */
    Optional<StatusReply> end(ControlClient client, StatusReply before) throws ClientException, InterruptedException {
        StatusReply last = before;
        boolean answers = true;
        while (answers || processLives(client, before.pid())) {
            if (System.nanoTime() - until >= 0) {
                return Optional.of(last);
            }
            Thread.sleep(PAUSE);
            try {
                last = status(client);
                answers = !follows(before, last);
            } catch (ClientException e) {
                if (!e.mayPass()) {
                    throw e;
                }
                answers = !e.notReached();
            }
        }
        return Optional.empty();
    }

    /**
     * Waits until another daemon answers in the place of one.
     *
     * @param before how that one was
     * @return how the other one is; empty when the time is over
     */
    Optional<StatusReply> successor(StatusReply before) throws ClientException, InterruptedException {
        while (System.nanoTime() - until < 0) {
            Thread.sleep(PAUSE);
            // Looked up each time: it may listen elsewhere.
            try (ControlClient client = program.client(target)) {
                StatusReply now = status(client);
                if (follows(before, now)) {
                    return Optional.of(now);
                }
            } catch (ClientException e) {
                if (!e.mayPass()) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    /** In a container each daemon may have the same pid; then it must have been started later. */
    private static boolean follows(StatusReply before, StatusReply now) {
        return now.pid() != before.pid()
                || now.timestamp().minusSeconds(now.uptimeSeconds()).isAfter(before.timestamp());
    }

    /** Its API closes a moment before it ends. Only the pid that holds our state directory is one of this machine. */
    private boolean processLives(ControlClient client, long pid) {
        try {
            return client.toOwnDaemon()
                    && PathLock.lastHolder(program.state().lock()).orElse(0) == pid
                    && ProcessHandle.of(pid).isPresent();
        } catch (IOException e) {
            // Somebody else's state directory, so there is no telling.
            return false;
        }
    }
}
