package dev.donmai.launcher.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code donmai dev orchestrator}: the flags. What it does is in {@link DevOrchestrator}, which is loaded when it is run: the
 * stand-in is on no other command's class path.
 */
@Command(
        name = "orchestrator",
        description = {
            "Stand in for an orchestrator, in memory and on loopback, until interrupted.",
            "Shows workers, heartbeats and items; on a terminal redrawn, else a line for what happens."
        })
final class DevOrchestratorCommand implements Callable<Integer> {

    private final Program program;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7735",
            description = "Where it listens; 0 takes a free port (default: 7735).")
    private int port;

    @Option(
            names = "--item",
            paramLabel = "JSON|@FILE",
            description = "A work item, or a list of them, as in the answer to a poll; more than once if need be.")
    private List<String> items = new ArrayList<>();

    @Option(
            names = "--fault",
            paramLabel = "CALL=FAULT",
            description = "Something that goes wrong: poll=503x3, heartbeat=429:5, any=lose@10%%; nonsense lists all.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--heartbeat",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Heartbeat interval it asks for (default: 30).")
    private double heartbeat;

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Poll interval it asks for (default: 5).")
    private double poll;

    @Option(
            names = "--token-lifetime",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "How long a runtime token is good (default: 3600).")
    private double tokenLifetime;

    @Option(
            names = "--per-poll",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many items one poll is offered (default: 5).")
    private int perPoll;

    DevOrchestratorCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        new DevOrchestrator(program)
                .run(new DevOrchestrator.Plan(port, items, faults, heartbeat, poll, tokenLifetime, perPoll));
        return 0;
    }
}
