package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.Timestamps;
import dev.donmai.model.wire.StatusReply;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code donmai daemon status} ({@code cli.md} §2.2). */
@Command(name = "status", description = "Show how the daemon is.")
final class DaemonStatusCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final Target target = new Target();

    @Mixin
    private final OutputForm form = new OutputForm();

    DaemonStatusCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws ClientException, InterruptedException {
        Console console = program.console();
        StatusReply status;
        try (ControlClient client = program.client(target)) {
            status = client.get(ControlClient.API + "/status", StatusReply.class);
        }
        if (form.structured()) {
            form.print(console, status);
            return 0;
        }
        row("Daemon:", console.paint(status.status(), colour(status.status())));
        row("Machine:", status.machineId());
        row("Version:", status.version());
        row("PID:", status.pid());
        row("Uptime:", uptime(status.uptimeSeconds()));
        row("Sessions:", status.activeSessions() + " / " + status.maxSessions());
        row("Projects:", status.projectsAllowed() + " allowed");
        row("Timestamp:", Timestamps.t9(status.timestamp()));
        return 0;
    }

    private void row(String label, Object value) {
        program.console().line("  " + label + " ".repeat(12 - label.length()) + value);
    }

    private static String colour(String status) {
        return switch (status) {
            case "ready" -> "32";
            case "paused" -> "33";
            case "draining", "updating" -> "36";
            case "stopped" -> "31";
            default -> "";
        };
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
