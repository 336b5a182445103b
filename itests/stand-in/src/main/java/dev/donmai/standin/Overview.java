package dev.donmai.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a stand-in is now, as lines of text for a terminal: workers, items, and what was wrong. */
public final class Overview {

    private static final int GAP = 2;

    private final StandIn standIn;

    public Overview(StandIn standIn) {
        this.standIn = standIn;
    }

    /** At most so many lines; the items that ended longest ago are left out first. */
    public List<String> lines(int most) {
        List<String> lines = new ArrayList<>();
        lines.add(title());
        lines.add("");
        lines.addAll(workers());
        lines.add("");
        List<Violation> violations = standIn.violations();
        List<String> wrong = violations.stream()
                .skip(Math.max(0, violations.size() - 5L))
                .map(one -> "violation: " + one.endpoint().word() + " #" + one.request() + ": " + one.what())
                .toList();
        int room = Math.max(2, most - lines.size() - wrong.size() - 1);
        lines.addAll(items(room));
        lines.addAll(wrong);
        return lines.subList(0, Math.min(most, lines.size()));
    }

    private String title() {
        long requests =
                standIn.counts().values().stream().mapToLong(Long::longValue).sum();
        return "orchestrator at " + standIn.url() + "  " + requests + " requests, "
                + standIn.violations().size() + " violations";
    }

    private List<String> workers() {
        Instant now = Instant.now();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKER", "MACHINE", "HEARTBEATS", "LAST", "SESSIONS", "POLLS", "ALLOWLIST"));
        for (WorkerView worker : standIn.workers()) {
            rows.add(List.of(
                    worker.id(),
                    worker.machineId(),
                    Integer.toString(worker.heartbeats()),
                    worker.heartbeats() == 0
                            ? "never"
                            : Duration.between(worker.lastHeartbeat(), now).toSeconds() + " s ago",
                    worker.beat().path("activeCount").asInt() + "/"
                            + worker.beat().path("maxSessions").asInt(),
                    Integer.toString(worker.polls()),
                    worker.mirrored() ? "mirrored" : "differs"));
        }
        return table(rows);
    }

    private List<String> items(int room) {
        List<ItemView> items = new ArrayList<>(standIn.items());
        int excess = items.size() + 1 - room;
        List<ItemView> over = items.stream()
                .filter(item -> item.state() == ItemView.State.REPORTED)
                .limit(Math.max(0, excess))
                .toList();
        items.removeAll(over);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ITEM", "STATE", "WORKER", "OFFERS", "REFUSALS", "STATUS"));
        items.stream().limit(room - 1L).forEach(item -> rows.add(row(item)));
        return table(rows);
    }

    private static List<String> row(ItemView item) {
        return List.of(
                item.sessionId(),
                item.state().name().toLowerCase(Locale.ROOT),
                item.worker(),
                Integer.toString(item.offers()),
                Integer.toString(item.nacks()),
                item.status());
    }

    private static List<String> table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
