package dev.donmai.standin;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What was asked, the latest so many, and what was wrong with it. Thread-safe. */
final class Journal {

    private static final int MAX_VIOLATIONS = 1000;

    private final int keep;
    private final Deque<SeenRequest> seen = new ArrayDeque<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Endpoint, Long> counts = new EnumMap<>(Endpoint.class);
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private long number;

    Journal(int keep) {
        this.keep = keep;
    }

    synchronized long next() {
        return ++number;
    }

    void add(long request, Call call, int status, String fault) {
        SeenRequest one = new SeenRequest(
                request,
                Instant.now(),
                call.endpoint(),
                call.id(),
                call.method(),
                call.path(),
                call.headers(),
                call.body(),
                status,
                fault);
        synchronized (this) {
            seen.addLast(one);
            if (seen.size() > keep) {
                seen.removeFirst();
            }
            counts.merge(call.endpoint(), 1L, Long::sum);
        }
    }

    synchronized void violation(long request, Endpoint endpoint, String what) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(new Violation(request, endpoint, what));
        }
        tell("violation: " + endpoint.word() + " #" + request + ": " + what);
    }

    synchronized List<SeenRequest> seen() {
        return List.copyOf(seen);
    }

    synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** How many of each there have been, kept or not. */
    synchronized Map<Endpoint, Long> counts() {
        return new EnumMap<>(counts);
    }

    /** Who wants to hear of what happens, in words. */
    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    void tell(String event) {
        listeners.forEach(listener -> listener.accept(event));
    }
}
