package dev.donmai.launcher.cli;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigException;
import dev.donmai.config.ConfigFile;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.Json;
import dev.donmai.model.wire.CapacityReply;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code donmai daemon set} ({@code cli.md} §2.8). */
@Command(
        name = "set",
        description = {
            "Change a figure in daemon.yaml and tell the running daemon.",
            "Keys: capacity.maxConcurrentSessions, and capacity.poolMaxDiskGb, which has no effect yet.",
            "Without a running daemon only the file changes."
        })
final class DaemonSetCommand implements Callable<Integer> {

    private static final List<String> KEYS = List.of("capacity.maxConcurrentSessions", "capacity.poolMaxDiskGb");

    private final Program program;

    @Mixin
    private final Target target = new Target();

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration (default: daemon.yaml of the state).")
    private Path config = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "KEY", description = "What to change.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "A whole number from 0 on.")
    private String value = "";

    DaemonSetCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws ClientException, CommandFailure, InterruptedException {
        long number = number();
        write(number);
        CapacityReply reply = tell();
        if (!reply.ok()) {
            throw new CommandFailure("daemon rejected set " + key + ": " + reply.message());
        }
        if (json) {
            program.console().json(reply);
        } else {
            String place = reply.message().equals("applied") ? ": applied" : " (" + reply.message() + ")";
            program.console().line("set " + key + "=" + value + place);
        }
        return 0;
    }

    private long number() throws CommandFailure {
        if (!KEYS.contains(key)) {
            throw new CommandFailure("unknown config key \"" + key + "\" — supported keys: " + String.join(", ", KEYS));
        }
        if (!value.matches("\\d+")) {
            throw notANumber();
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw notANumber();
        }
    }

    private CommandFailure notANumber() {
        return new CommandFailure(key + " must be a non-negative integer, got \"" + value + "\"");
    }

    private void write(long number) throws CommandFailure {
        try {
            new ConfigFile(program.configuration(config), program.options())
                    .edit(List.of(new ConfigEdit.SetNumber(key, number)));
        } catch (ConfigException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** A daemon that is not there is none of our business; one that refuses is. */
    private CapacityReply tell() throws ClientException, CommandFailure, InterruptedException {
        try (ControlClient client = program.client(target)) {
            return client.post(
                            ControlClient.API + "/capacity",
                            Json.object().put("key", key).put("value", value),
                            CapacityReply.class)
                    .value();
        } catch (ClientException e) {
            if (e.notReached()) {
                return new CapacityReply(true, key, value, "daemon not reachable; config written to disk", "");
            }
            throw new CommandFailure(
                    "daemon rejected set " + key + ": " + e.getMessage() + " (it is written to "
                            + program.configuration(config) + ")",
                    e);
        }
    }
}
