package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code donmai provider}: what the daemon can work with ({@code cli.md} §5). */
@Command(name = "provider", description = "Look at the daemon's providers, such as its agent runtimes.")
final class ProviderCommand {

    private static final String PROVIDERS = ControlClient.API + "/providers";
    private static final int NOT_FOUND = 404;

    private final Program program;

    ProviderCommand(Program program) {
        this.program = program;
    }

    @Command(description = "List the agent runtimes that can be used, or all providers.")
    int list(
            @Mixin Reading reading,
            @Option(names = "--all", description = "All families, and what cannot be used with the reason.")
                    boolean all)
            throws CommandFailure, InterruptedException {
        String path = all ? PROVIDERS + "?families=all" : PROVIDERS;
        try {
            return reading.show(
                    program,
                    client -> new ProviderListText(
                            client.get(path, JsonNode.class).json()));
        } catch (ClientException e) {
            throw new CommandFailure("list providers: " + e.getMessage(), e);
        }
    }

    @Command(description = "Show a provider and its capabilities.")
    int show(
            @Mixin Reading reading,
            @Parameters(paramLabel = "ID", description = "Of an agent runtime its name, of others FAMILY:NAME.")
                    String id)
            throws CommandFailure, InterruptedException {
        String path = PROVIDERS + "/" + ControlClient.segment(id);
        try {
            return reading.show(
                    program,
                    client -> new ProviderText(
                            client.get(path, "provider", JsonNode.class).json()));
        } catch (ClientException e) {
            throw new CommandFailure(
                    e.status() == NOT_FOUND ? "provider not found: " + id : "get provider: " + e.getMessage(), e);
        }
    }
}
