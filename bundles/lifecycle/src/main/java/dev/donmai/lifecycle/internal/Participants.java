package dev.donmai.lifecycle.internal;

import dev.donmai.lifecycle.Participant;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the daemon that have been started, in the order of their start. */
final class Participants {

    private static final Logger LOG = LoggerFactory.getLogger(Participants.class);

    private final Deque<Participant> started = new ArrayDeque<>();
    /** The thread that starts them, while it does. */
    private Optional<Thread> starter = Optional.empty();

    /**
     * Starts all, or none: when one fails, it and what had started before it is stopped.
     *
     * @throws InterruptedException when it was called off
     */
    void start(Collection<Participant> all) throws Exception {
        synchronized (this) {
            starter = Optional.of(Thread.currentThread());
        }
        try {
            for (Participant participant : all.stream()
                    .sorted(Comparator.comparingInt(Participant::order))
                    .toList()) {
                synchronized (this) {
                    started.addLast(participant);
                }
                LOG.debug("starting {}", participant.name());
                participant.start();
                if (Thread.interrupted()) {
                    throw new InterruptedException("called off");
                }
            }
        } catch (Exception e) {
            notToBeCalledOff();
            stop();
            throw e;
        } finally {
            notToBeCalledOff();
        }
    }

    private synchronized void notToBeCalledOff() {
        if (starter.isPresent()) {
            starter = Optional.empty();
            Thread.interrupted();
        }
    }

    /** Has a start that is under way fail as soon as it can. */
    synchronized void callOff() {
        starter.ifPresent(Thread::interrupt);
    }

    void running() {
        inOrder().forEach(Participant::running);
    }

    /** Waits for the work of all; how many pieces are left at the deadline. */
    int drain(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        int left = 0;
        for (Participant participant : inOrder()) {
            left += participant.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return left;
    }

    void terminate(Duration grace) throws InterruptedException {
        for (Participant participant : inOrder()) {
            participant.terminate(grace);
        }
    }

    /** Stops all in the opposite order; a failure of one does not keep the others from it. */
    void stop() {
        for (Participant participant : inOrder().reversed()) {
            try {
                participant.stop();
            } catch (RuntimeException e) {
                LOG.error("{} did not stop cleanly", participant.name(), e);
            }
        }
        synchronized (this) {
            started.clear();
        }
    }

    private synchronized List<Participant> inOrder() {
        return List.copyOf(started);
    }
}
