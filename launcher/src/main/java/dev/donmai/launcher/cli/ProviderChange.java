package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.Json;
import java.nio.file.Path;
import java.time.Duration;

/** Has the daemon change a provider, and says what came of it or why not. */
final class ProviderChange {

    /** The daemon gives up before that. */
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private final Program program;
    private final Target target;

    ProviderChange(Program program, Target target) {
        this.program = program;
        this.target = target;
    }

    /** What the daemon is told of a JAR on its machine; a blank path names none. */
    static ObjectNode jar(String path, boolean force) {
        ObjectNode body = Json.object();
        if (!path.isBlank()) {
            body.put("path", Path.of(path).toAbsolutePath().normalize().toString());
        }
        return force ? body.put("force", true) : body;
    }

    /**
     * Asks for it.
     *
     * @param verb for the operator
     * @param method of the request
     * @param path of the request
     */
    int make(String verb, String method, String path, Object body) throws CommandFailure, InterruptedException {
        try (ControlClient client = program.client(target)) {
            JsonNode provider = client.change(method, path, body, "provider", JsonNode.class, DEADLINE)
                    .json();
            String reason = provider.path("reason").asText("");
            program.console()
                    .line("provider " + verb + ": " + provider.path("id").asText() + " "
                            + provider.path("version").asText() + " is "
                            + provider.path("state").asText() + " ("
                            + provider.path("status").asText() + ")" + (reason.isEmpty() ? "" : ": " + reason));
            return 0;
        } catch (ClientException e) {
            throw new CommandFailure("provider " + verb + ": " + e.getMessage(), e);
        }
    }
}
