package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code donmai provider}: what the daemon can work with ({@code cli.md} §5). */
@Command(
        name = "provider",
        description = "Look at the daemon's providers, such as its agent runtimes, and change them.")
final class ProviderCommand {

    private static final String PROVIDERS = ControlClient.API + "/providers";
    private static final String ID = "Of an agent runtime its name, of others FAMILY:NAME.";
    private static final String FORCE =
            "Also an older or equal version, and one that lacks an ability of the one before.";
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
    int show(@Mixin Reading reading, @Parameters(paramLabel = "ID", description = ID) String id)
            throws CommandFailure, InterruptedException {
        String path = one(id);
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

    @Command(description = "Install a provider, or the next version of one, while sessions run.")
    int install(
            @Mixin Target target,
            @Parameters(paramLabel = "JAR", description = "A file on the daemon's machine.") String jar,
            @Option(names = "--force", description = FORCE) boolean force)
            throws CommandFailure, InterruptedException {
        return new ProviderChange(program, target)
                .make("install", "POST", PROVIDERS + "/install", ProviderChange.jar(jar, force));
    }

    @Command(description = "Replace a provider by its next version; sessions that run with it finish with the old one.")
    int update(
            @Mixin Target target,
            @Parameters(index = "0", paramLabel = "ID", description = ID) String id,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "JAR",
                            defaultValue = "",
                            description = "A file on the daemon's machine (default: the one it was dropped in as).")
                    String jar,
            @Option(names = "--force", description = FORCE) boolean force)
            throws CommandFailure, InterruptedException {
        return new ProviderChange(program, target)
                .make("update", "POST", one(id) + "/update", ProviderChange.jar(jar, force));
    }

    @Command(description = "Give a provider work again.")
    int enable(@Mixin Target target, @Parameters(paramLabel = "ID", description = ID) String id)
            throws CommandFailure, InterruptedException {
        return new ProviderChange(program, target).make("enable", "POST", one(id) + "/enable", Json.object());
    }

    @Command(description = "Give a provider no more work; sessions that run with it finish.")
    int disable(@Mixin Target target, @Parameters(paramLabel = "ID", description = ID) String id)
            throws CommandFailure, InterruptedException {
        return new ProviderChange(program, target).make("disable", "POST", one(id) + "/disable", Json.object());
    }

    @Command(description = "Remove a provider; sessions that run with it finish.")
    int remove(@Mixin Target target, @Parameters(paramLabel = "ID", description = ID) String id)
            throws CommandFailure, InterruptedException {
        return new ProviderChange(program, target).make("remove", "DELETE", one(id), Json.object());
    }

    private static String one(String id) {
        return PROVIDERS + "/" + ControlClient.segment(id);
    }
}
