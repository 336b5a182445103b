package dev.donmai.orchestrator.internal.heartbeat;

import dev.donmai.orchestrator.internal.platform.BeatRequest.MutationFailure;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of mutations, owed to the orchestrator until a beat that says so was accepted. Each id once, its latest outcome.
 * Bounded: of too many the oldest go, as the orchestrator sends a mutation again that nobody has acknowledged. For one thread.
 */
final class Acknowledgements {

    static final int MOST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);

    /** Id → error; the empty text for one that was applied. */
    private final Map<String, String> outcomes = new LinkedHashMap<>();

    /** What one beat says. */
    record Owed(List<String> applied, List<MutationFailure> failed) {}

    void applied(String id) {
        put(id, "");
    }

    void failed(String id, String error) {
        put(id, error);
    }

    private void put(String id, String error) {
        outcomes.remove(id);
        outcomes.put(id, error);
        Iterator<String> oldest = outcomes.keySet().iterator();
        while (outcomes.size() > MOST) {
            LOG.warn("[daemon-sync] too many acknowledgements wait; that of {} is dropped", oldest.next());
            oldest.remove();
        }
    }

    Owed owed() {
        return new Owed(
                outcomes.entrySet().stream()
                        .filter(outcome -> outcome.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList(),
                outcomes.entrySet().stream()
                        .filter(outcome -> !outcome.getValue().isEmpty())
                        .map(outcome -> new MutationFailure(outcome.getKey(), outcome.getValue()))
                        .toList());
    }

    /** A beat that said this was accepted. */
    void accepted(Owed said) {
        said.applied().forEach(id -> outcomes.remove(id, ""));
        said.failed().forEach(failure -> outcomes.remove(failure.id(), failure.error()));
    }
}
