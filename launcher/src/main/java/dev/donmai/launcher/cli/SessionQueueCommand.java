package dev.donmai.launcher.cli;

import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code donmai session queue}: what is in the local queue. It reads files and asks no daemon. */
@Command(
        name = "queue",
        description = {"List the local queue: what waits, what is being worked on, what has failed and why."})
final class SessionQueueCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final OutputForm form = new OutputForm();

    SessionQueueCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        form.print(
                program.console(), QueueText.of(new QueueLayout(program.state().queue())));
        return 0;
    }
}
