package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.Reply;
import dev.donmai.model.Defaults;
import dev.donmai.model.Timestamps;
import dev.donmai.model.wire.CapacityView;
import dev.donmai.model.wire.MachineView;
import dev.donmai.model.wire.RegistrationView;
import dev.donmai.model.wire.StatsReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The figures of a daemon ({@code cli.md} §2.3). */
record StatsText(Reply<StatsReply> reply) implements View {

    private static final int FEW = 6;

    private static final Set<String> SHOWN = Set.of(
            "capacity",
            "activeSessions",
            "queueDepth",
            "pool",
            "byMachine",
            "timestamp",
            "workerId",
            "registration",
            "allowedProjects");

    @Override
    public JsonNode json() {
        return reply.json();
    }

    @Override
    public List<String> names() {
        return reply.value().byMachine().stream()
                .map(machine -> "daemon/" + machine.id())
                .toList();
    }

    @Override
    public void print(Console console, boolean wide) {
        StatsReply stats = reply.value();
        CapacityView capacity = stats.capacity();
        Columns columns = new Columns("  ")
                .row("Worker:", worker(stats.workerId()))
                .row("Registration:", registration(stats.registration()))
                .row("Allowed projects:", projects(stats.allowedProjects(), wide ? Integer.MAX_VALUE : FEW))
                .row("Active sessions:", stats.activeSessions() + " / " + capacity.maxConcurrentSessions())
                .row("Queue depth:", stats.queueDepth())
                .row("Max vCPU/session:", capacity.maxVCpuPerSession())
                .row("Max mem/session:", capacity.maxMemoryMbPerSession() + " MB")
                .row("Reserved vCPU:", capacity.reservedVCpu())
                .row("Reserved memory:", capacity.reservedMemoryMb() + " MB")
                .row("Timestamp:", Timestamps.t9(stats.timestamp()));
        if (wide) {
            Members.further(reply.json(), SHOWN, columns);
        }
        columns.print(console);
        if (!stats.pool().absent()) {
            new PoolText(stats.pool()).print(console);
        }
        if (!stats.byMachine().isEmpty()) {
            machines(console, stats.byMachine());
        }
    }

    private static String worker(String id) {
        if (id.isEmpty()) {
            return "(unregistered)";
        }
        return id.endsWith("-stub") ? id + " (stub)" : id;
    }

    private static String registration(@Nullable RegistrationView registration) {
        if (registration == null) {
            return "(unknown)";
        }
        List<String> parts = new ArrayList<>();
        if (!Defaults.text(registration.status()).isEmpty()) {
            parts.add(registration.status());
        }
        parts.add("heartbeat=" + running(registration.heartbeatRunning()));
        parts.add("poll=" + running(registration.pollRunning()));
        if (registration.lastHeartbeatAt().isAfter(Instant.EPOCH)) {
            parts.add("last-heartbeat=" + Timestamps.t9(registration.lastHeartbeatAt()));
        }
        return String.join(" · ", parts);
    }

    private static String running(boolean yes) {
        return yes ? "running" : "stopped";
    }

    private static String projects(List<String> repositories, int most) {
        if (repositories.isEmpty()) {
            return "0 (none allowed — add one to projects in daemon.yaml)";
        }
        int count = repositories.size();
        String shown = String.join(", ", repositories.subList(0, Math.min(count, most)));
        return count + " — " + shown + (count > most ? ", … (+" + (count - most) + " more)" : "");
    }

    private static void machines(Console console, List<MachineView> machines) {
        console.line("");
        console.line("  Per-machine:");
        console.table(
                "    ",
                List.of("MACHINE", "REGION", "STATUS", "ACTIVE", "MAX", "UPTIME"),
                machines.stream()
                        .map(machine -> List.of(
                                machine.id(),
                                machine.region(),
                                StatusText.coloured(console, machine.status()),
                                String.valueOf(machine.activeSessions()),
                                String.valueOf(machine.capacity().maxConcurrentSessions()),
                                StatusText.uptime(machine.uptimeSeconds())))
                        .toList());
    }
}
