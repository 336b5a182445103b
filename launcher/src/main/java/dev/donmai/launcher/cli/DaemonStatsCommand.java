package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.wire.StatsReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code donmai daemon stats} ({@code cli.md} §2.3). */
@Command(name = "stats", description = "Show what the daemon has and uses, and how it stands with its orchestrator.")
final class DaemonStatsCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final Reading reading = new Reading();

    @Option(names = "--pool", description = "Show the pool of workareas too.")
    private boolean pool;

    @Option(names = "--by-machine", description = "Show each machine too; there is one.")
    private boolean byMachine;

    DaemonStatsCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws ClientException, CommandFailure, InterruptedException {
        String path = ControlClient.API + "/stats" + query();
        return reading.show(program, client -> new StatsText(client.get(path, StatsReply.class)));
    }

    private String query() {
        List<String> parameters = new ArrayList<>();
        if (pool) {
            parameters.add("pool=true");
        }
        // Only there does the reply name the machine.
        if (byMachine || reading.names()) {
            parameters.add("byMachine=true");
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }
}
