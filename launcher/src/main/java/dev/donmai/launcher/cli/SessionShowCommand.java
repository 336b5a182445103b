package dev.donmai.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.Timestamps;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code donmai session show}: everything that is kept about one session. */
@Command(name = "show", description = "Show everything that is kept about a session.")
final class SessionShowCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final Target target = new Target();

    @Mixin
    private final OutputForm form = new OutputForm();

    @Parameters(paramLabel = "ID", description = "The session.")
    private String id = "";

    SessionShowCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws ClientException, CommandFailure, InterruptedException {
        SessionRecord record;
        try (ControlClient client = program.client(target)) {
            record = client.record(id);
        }
        if (form.structured()) {
            form.print(program.console(), record);
        } else {
            show(record);
        }
        return 0;
    }

    private void show(SessionRecord record) throws CommandFailure {
        SessionHandle handle = record.handle();
        RoutingDecision decision = record.decision();
        row("Session:", handle.sessionId());
        row("State:", handle.state().wireName());
        row("Exit:", exit(handle.exit()));
        row("Accepted:", Timestamps.t9(handle.acceptedAt()));
        row("Repository:", record.spec().repository());
        row("Ref:", record.spec().ref());
        row("Runtime:", Defaults.text(decision.chosenLlm(), handle.harness()));
        row("Sandbox:", decision.chosenSandbox());
        row("Workarea:", handle.worktreePath());
        row("Archive:", record.archiveId());
        for (SessionRecord.AppliedLimit limit : record.limits()) {
            String how = limit.applied() ? "" : " (not applied)";
            row(
                    "Limit:",
                    limit.name() + " " + limit.value() + how + (limit.note().isEmpty() ? "" : ": " + limit.note()));
        }
        result(record);
    }

    private void result(SessionRecord record) throws CommandFailure {
        ResultFile result;
        try {
            result = Json.convert(record.result(), ResultFile.class);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    "session show: the result is not what a worker writes: " + e.getOriginalMessage(), e);
        }
        row("Branch:", result.branch());
        for (ResultFile.Commit commit : result.commits()) {
            row("Commit:", commit.sha() + " " + commit.subject());
        }
        for (ResultFile.Change change : result.changes()) {
            row("Changed:", change.path() + " (" + change.status() + (change.committed() ? ")" : ", not committed)"));
        }
        row("Error:", oneLine(result.result().path("error").asText("")));
        row("Summary:", oneLine(result.result().path("summary").asText("")));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\n\\s*", " / ");
    }

    private static String exit(Exit exit) {
        if (exit.absent()) {
            return "";
        }
        String code = exit.code() == Exit.NO_CODE ? "" : ", exit code " + exit.code();
        String signal = exit.signal() == 0 ? "" : ", signal " + exit.signal();
        return exit.reason().wireName() + code + signal + " at " + Timestamps.t9(exit.at());
    }

    private void row(String label, String value) {
        if (!value.isEmpty()) {
            program.console().line("  " + label + " ".repeat(12 - label.length()) + value);
        }
    }
}
