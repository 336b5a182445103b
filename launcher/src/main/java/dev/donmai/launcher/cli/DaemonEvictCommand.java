package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.GoDuration;
import dev.donmai.model.Json;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code donmai daemon evict} ({@code cli.md} §2.7). */
@Command(name = "evict", description = "Remove pooled workareas of a repository that have not been used for a while.")
final class DaemonEvictCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final Target target = new Target();

    @Option(names = "--repo", paramLabel = "URL", description = "Repository whose workareas are meant.")
    private String repository = "";

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            description = "How long unused, such as 24h, 1h30m or 45s (units: h, m, s, ms, us, ns).")
    private String olderThan = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DaemonEvictCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws ClientException, CommandFailure, InterruptedException {
        if (repository.isEmpty()) {
            throw new CommandFailure("--repo is required");
        }
        if (olderThan.isEmpty()) {
            throw new CommandFailure("--older-than is required");
        }
        long seconds = seconds();
        JsonNode reply;
        try (ControlClient client = program.client(target)) {
            reply = client.post(
                            ControlClient.API + "/pool/evict",
                            Json.object().put("repoUrl", repository).put("olderThanSeconds", seconds),
                            JsonNode.class)
                    .json();
        }
        show(program.console(), reply);
        return 0;
    }

    private void show(Console console, JsonNode reply) {
        if (json) {
            console.json(reply);
            return;
        }
        console.line("evicted " + reply.path("evicted").asLong() + " pool member(s): "
                + reply.path("message").asText());
        String correlation = reply.path("correlationId").asText("");
        if (!correlation.isEmpty()) {
            console.line("correlation-id: " + correlation);
        }
    }

    /** Whole seconds, cut; less than one counts as one, because nought would mean everything. */
    private long seconds() throws CommandFailure {
        Duration age;
        try {
            age = GoDuration.parse(olderThan);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--older-than: invalid duration \"" + olderThan + "\": " + e.getMessage(), e);
        }
        if (!age.isPositive()) {
            throw new CommandFailure("--older-than: duration must be positive, got " + olderThan);
        }
        return Math.max(1, age.toSeconds());
    }
}
