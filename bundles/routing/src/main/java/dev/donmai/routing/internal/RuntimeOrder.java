package dev.donmai.routing.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The declared order of agent runtimes: what the operator put first, then the reference's order, then the configured
 * program, then what dropped in, and the one that only plays last.
 */
final class RuntimeOrder {

    private static final List<String> REFERENCE =
            List.of("claude", "codex", "ollama", "opencode", "gemini", "amp", "command");
    private static final String LAST = "stub";

    private RuntimeOrder() {}

    /** The ids given, in declared order. */
    static List<String> of(List<String> configured, Iterable<String> ids) {
        Set<String> order = new LinkedHashSet<>(configured);
        order.addAll(REFERENCE);
        List<String> ranked = new ArrayList<>(order);
        boolean placed = configured.contains(LAST);
        Comparator<String> comparator = Comparator.<String>comparingInt(id -> {
                    int rank = ranked.indexOf(id);
                    if (rank >= 0) {
                        return rank;
                    }
                    return id.equals(LAST) && !placed ? Integer.MAX_VALUE : ranked.size();
                })
                .thenComparing(Comparator.naturalOrder());
        List<String> sorted = new ArrayList<>();
        ids.forEach(sorted::add);
        sorted.sort(comparator);
        return sorted;
    }
}
