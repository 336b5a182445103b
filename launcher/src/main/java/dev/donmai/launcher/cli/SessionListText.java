package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.Reply;
import dev.donmai.model.Timestamps;
import dev.donmai.model.wire.SessionHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sessions of a daemon. */
record SessionListText(Reply<SessionHandle[]> reply) implements View {

    private static final List<String> HEAD = List.of("SESSION", "STATE", "REASON", "RUNTIME", "ACCEPTED", "REPOSITORY");

    private static final List<String> WIDE_HEAD = List.of("PROJECT", "WORK", "MODEL", "PID", "WORKAREA");

    @Override
    public JsonNode json() {
        return reply.json();
    }

    @Override
    public List<String> names() {
        return Arrays.stream(reply.value())
                .map(handle -> "session/" + handle.sessionId())
                .toList();
    }

    @Override
    public void print(Console console, boolean wide) {
        if (reply.value().length == 0) {
            console.line("No sessions.");
            return;
        }
        List<String> head = new ArrayList<>(HEAD);
        if (wide) {
            head.addAll(WIDE_HEAD);
        }
        console.table(
                head,
                Arrays.stream(reply.value()).map(handle -> row(handle, wide)).toList());
    }

    private static List<String> row(SessionHandle handle, boolean wide) {
        List<String> row = new ArrayList<>(List.of(
                handle.sessionId(),
                handle.state().wireName(),
                handle.exit().absent() ? "" : handle.exit().reason().wireName(),
                handle.harness(),
                Timestamps.t9(handle.acceptedAt()),
                handle.repository()));
        if (wide) {
            row.addAll(List.of(
                    handle.projectName(),
                    handle.workType(),
                    handle.model(),
                    handle.pid() == 0 ? "" : String.valueOf(handle.pid()),
                    handle.worktreePath()));
        }
        return row;
    }
}
