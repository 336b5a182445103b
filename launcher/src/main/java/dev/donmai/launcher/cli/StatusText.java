package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.Reply;
import dev.donmai.model.Timestamps;
import dev.donmai.model.wire.StatusReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The status of a daemon ({@code cli.md} §2.2). */
record StatusText(Reply<StatusReply> reply) implements View {

    private static final Set<String> SHOWN = Set.of(
            "status",
            "machineId",
            "version",
            "pid",
            "uptimeSeconds",
            "activeSessions",
            "maxSessions",
            "projectsAllowed",
            "timestamp",
            "pendingRestart");

    @Override
    public JsonNode json() {
        return reply.json();
    }

    @Override
    public List<String> names() {
        return List.of("daemon/" + reply.value().machineId());
    }

    @Override
    public void print(Console console, boolean wide) {
        StatusReply status = reply.value();
        Columns columns = new Columns("  ")
                .row("Daemon:", coloured(console, status.status()))
                .row("Machine:", status.machineId())
                .row("Version:", status.version())
                .row("PID:", status.pid())
                .row("Uptime:", uptime(status.uptimeSeconds()))
                .row("Sessions:", status.activeSessions() + " / " + status.maxSessions())
                .row("Projects:", status.projectsAllowed() + " allowed")
                .row("Timestamp:", Timestamps.t9(status.timestamp()))
                .given("Restart:", pendingRestart());
        if (wide) {
            Members.further(reply.json(), SHOWN, columns);
        }
        columns.print(console);
    }

    /** What takes effect only after a restart; nothing most of the time. */
    private String pendingRestart() {
        List<String> keys = new ArrayList<>();
        reply.json().path("pendingRestart").forEach(key -> keys.add(key.asText()));
        return keys.isEmpty() ? "" : "needed for " + String.join(", ", keys);
    }

    /** The word of a status in its colour. */
    static String coloured(Console console, String status) {
        return console.paint(
                status,
                switch (status) {
                    case "ready" -> "32";
                    case "paused" -> "33";
                    case "draining", "updating" -> "36";
                    case "stopped" -> "31";
                    default -> "";
                });
    }

    /** Hours, minutes, seconds; parts that are zero are left out. */
    static String uptime(long seconds) {
        if (seconds <= 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        part(text, seconds / 3600, 'h');
        part(text, seconds / 60 % 60, 'm');
        part(text, seconds % 60, 's');
        return text.toString();
    }

    private static void part(StringBuilder text, long number, char unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
