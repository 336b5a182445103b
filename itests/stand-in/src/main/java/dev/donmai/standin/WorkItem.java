package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.standin.ItemView.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One work item, as the text that polls are answered with. Guarded by the {@link Platform}. */
final class WorkItem {

    private final String sessionId;
    private final String text;
    private final List<JsonNode> completions = new ArrayList<>();
    private final List<JsonNode> statuses = new ArrayList<>();
    private final Set<String> reportKeys = new HashSet<>();
    private State state = State.QUEUED;
    private String worker = "";
    private long lifeSignNanos;
    private long notBeforeNanos = System.nanoTime();
    private int offers;
    private int nacks;
    private int repeats;

    WorkItem(String sessionId, String text) {
        this.sessionId = sessionId;
        this.text = text;
    }

    String sessionId() {
        return sessionId;
    }

    String text() {
        return text;
    }

    State state() {
        return state;
    }

    String worker() {
        return worker;
    }

    boolean offerable(long nowNanos) {
        return state == State.QUEUED && nowNanos - notBeforeNanos >= 0;
    }

    void claim(String by) {
        state = State.CLAIMED;
        worker = by;
        offers++;
        lifeSign();
    }

    void lifeSign() {
        lifeSignNanos = System.nanoTime();
    }

    boolean silentFor(long nanos, long nowNanos) {
        return state == State.CLAIMED && nowNanos - lifeSignNanos >= nanos;
    }

    void requeue(long delayNanos) {
        state = State.QUEUED;
        notBeforeNanos = System.nanoTime() + delayNanos;
    }

    void nacked(boolean forGood, long delayNanos) {
        nacks++;
        requeue(delayNanos);
        if (forGood) {
            state = State.REFUSED;
        }
    }

    /** Notes a report; false when it was sent before. */
    boolean report(Endpoint what, String key, JsonNode body) {
        if (!reportKeys.add(what + " " + key)) {
            repeats++;
            return false;
        }
        if (what == Endpoint.COMPLETION) {
            completions.add(body);
        } else {
            statuses.add(body);
            state = State.REPORTED;
        }
        return true;
    }

    boolean completed() {
        return !completions.isEmpty();
    }

    boolean reported() {
        return !statuses.isEmpty();
    }

    ItemView view() {
        return new ItemView(
                sessionId, state, worker, offers, nacks, List.copyOf(completions), List.copyOf(statuses), repeats);
    }
}
