package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.Reply;
import dev.donmai.model.Defaults;
import dev.donmai.model.Timestamps;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import java.util.List;

/**
 * Everything that is kept about one session.
 *
 * @param result what its worker wrote
 */
record SessionText(Reply<SessionRecord> reply, ResultFile result) implements View {

    @Override
    public JsonNode json() {
        return reply.json();
    }

    @Override
    public List<String> names() {
        return List.of("session/" + reply.value().handle().sessionId());
    }

    @Override
    public void print(Console console, boolean wide) {
        SessionRecord record = reply.value();
        SessionHandle handle = record.handle();
        RoutingDecision decision = record.decision();
        Columns columns = new Columns("  ")
                .row("Session:", handle.sessionId())
                .row("State:", handle.state().wireName())
                .given("Exit:", exit(handle.exit()))
                .row("Accepted:", Timestamps.t9(handle.acceptedAt()))
                .given("Repository:", record.spec().repository())
                .given("Ref:", record.spec().ref())
                .given("Runtime:", Defaults.text(decision.chosenLlm(), handle.harness()))
                .given("Sandbox:", decision.chosenSandbox())
                .given("Issue:", handle.issueIdentifier())
                .given("Workarea:", handle.worktreePath())
                .given("Archive:", record.archiveId());
        if (wide) {
            columns.given("Project:", handle.projectName())
                    .given("Work type:", handle.workType())
                    .given("Model:", handle.model())
                    .row("PID:", handle.pid());
        }
        for (SessionRecord.AppliedLimit limit : record.limits()) {
            String how = limit.applied() ? "" : " (not applied)";
            String note = limit.note().isEmpty() ? "" : ": " + limit.note();
            columns.row("Limit:", limit.name() + " " + limit.value() + how + note);
        }
        result(columns);
        columns.print(console);
    }

    private void result(Columns columns) {
        columns.given("Branch:", result.branch());
        for (ResultFile.Commit commit : result.commits()) {
            columns.row("Commit:", commit.sha() + " " + commit.subject());
        }
        for (ResultFile.Change change : result.changes()) {
            columns.row(
                    "Changed:",
                    change.path() + " (" + change.status() + (change.committed() ? ")" : ", not committed)"));
        }
        columns.given("Error:", oneLine(result.result().path("error").asText("")))
                .given("Summary:", oneLine(result.result().path("summary").asText("")));
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
}
