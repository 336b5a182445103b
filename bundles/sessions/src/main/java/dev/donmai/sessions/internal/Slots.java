package dev.donmai.sessions.internal;

import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.DuplicateSessionException;
import dev.donmai.sessions.NoRoomException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The live sessions and the slots they hold, under one lock. A slot is reserved before anything is done for a session
 * and freed after everything has been done, so that capacity and ids are never given out twice.
 */
final class Slots {

    private final Map<String, Optional<LiveSession>> live = new HashMap<>();
    private final IntSupplier configured;
    private Optional<Replacement> replacement = Optional.empty();

    /** A capacity that was set while so many were configured. */
    private record Replacement(int configured, int capacity) {}

    /** @param configured how many the configuration says now */
    Slots(IntSupplier configured) {
        this.configured = configured;
    }

    int capacity() {
        return capacity(configured.getAsInt());
    }

    /** How many there are while so many are configured: these, or what was set since. */
    synchronized int capacity(int whileConfigured) {
        return replacement
                .filter(set -> set.configured() == whileConfigured)
                .map(Replacement::capacity)
                .orElse(whileConfigured);
    }

    synchronized void setCapacity(int slots) {
        replacement = Optional.of(new Replacement(configured.getAsInt(), slots));
    }

    /** Forgets a capacity that was set once another one is configured, so that it does not come back with the older number. */
    synchronized void reconfigured() {
        replacement = replacement.filter(set -> set.configured() == configured.getAsInt());
    }

    synchronized int active() {
        return live.size();
    }

    /** Reserves a slot for an id while so many are configured. */
    synchronized void reserve(String id, int whileConfigured) throws AdmissionException {
        int capacity = capacity(whileConfigured);
        if (live.containsKey(id)) {
            throw new DuplicateSessionException(
                    "session \"" + id + "\" is already " + (find(id).isPresent() ? "active" : "being started"));
        }
        if (live.size() >= capacity) {
            throw new NoRoomException("at capacity (" + live.size() + "/" + capacity + " sessions)");
        }
        live.put(id, Optional.empty());
    }

    /** Puts a session into the slot reserved for it; an adopted one gets its slot here, also beyond the capacity. */
    synchronized void occupy(LiveSession session) {
        live.put(session.id(), Optional.of(session));
    }

    /** Frees a slot that was reserved and not occupied. */
    synchronized void release(String id) {
        live.remove(id, Optional.empty());
        notifyAll();
    }

    /** Frees the slot of a session, if it is still the one that holds it. */
    synchronized void free(LiveSession session) {
        live.remove(session.id(), Optional.of(session));
        notifyAll();
    }

    synchronized Optional<LiveSession> find(String id) {
        return live.getOrDefault(id, Optional.empty());
    }

    synchronized List<LiveSession> all() {
        List<LiveSession> sessions = new ArrayList<>(live.size());
        live.values().forEach(session -> session.ifPresent(sessions::add));
        return sessions;
    }

    /** Waits until no slot is held; how many still are when the time is up. */
    synchronized int awaitEmpty(long deadlineNanos) throws InterruptedException {
        while (!live.isEmpty()) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                break;
            }
            wait(left / 1_000_000 + 1);
        }
        return live.size();
    }
}
