package dev.donmai.worker.internal.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.files.Redactor;
import dev.donmai.model.Json;
import dev.donmai.model.session.ResultFile;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.agent.Observed;
import dev.donmai.worker.internal.assignment.Work;
import dev.donmai.worker.internal.events.AgentEventJson;
import dev.donmai.worker.internal.workarea.Collected;
import dev.donmai.worker.internal.workarea.Workarea;
import java.time.Instant;
import java.util.Optional;

/**
 * What is said at the end, in the two forms of the wire: the result JSON of {@code sessions.md} §2.13 and the bodies of §2.18. All
 * texts that come from the agent are redacted.
 */
public final class Report {

    private final Work work;
    private final Instant started;
    private final Instant finished;
    private final Redactor redactor;

    public Report(Work work, Instant started, Instant finished, Redactor redactor) {
        this.work = work;
        this.started = started;
        this.finished = finished;
        this.redactor = redactor;
    }

    /** The whole of it. */
    public ResultFile of(Verdict verdict, Observed observed, Optional<Workarea> workarea, Collected collected) {
        String summary = observed.result()
                .map(result -> redactor.redact(result.message()).strip())
                .orElse("");
        String error = redactor.redact(verdict.error());
        ObjectNode completion = completion(verdict, summary, error);
        ObjectNode status = status(verdict, observed, workarea, error);
        return new ResultFile(
                false,
                false,
                ResultFile.idempotencyKey(work.sessionId(), work.nonce(), completion, status),
                completion,
                status,
                result(verdict, observed, workarea, collected, summary, error),
                workarea.map(Workarea::commit).orElse(""),
                collected.head(),
                collected.branch(),
                collected.commits(),
                collected.changes());
    }

    private ObjectNode completion(Verdict verdict, String summary, String error) {
        ObjectNode body = Json.object();
        put(body, "workerId", work.detail().workerId());
        return body.put("summary", summary.isEmpty() ? fallback(verdict, error) : summary);
    }

    private static String fallback(Verdict verdict, String error) {
        if (verdict.completed()) {
            return "Session completed.";
        }
        return error.isEmpty() ? "Session failed." : "Session failed: " + error;
    }

    private ObjectNode status(Verdict verdict, Observed observed, Optional<Workarea> workarea, String error) {
        ObjectNode body = Json.object();
        body.put("workerId", work.detail().workerId());
        body.put("status", verdict.status());
        put(body, "providerSessionId", observed.sessionId());
        put(body, "worktreePath", path(workarea));
        if (!error.isEmpty()) {
            body.putObject("error").put("message", error);
        }
        AgentEvent.Cost cost = observed.cost();
        if (cost.totalCostUsd() != 0) {
            body.put("totalCostUsd", cost.totalCostUsd());
        }
        if (cost.inputTokens() != 0) {
            body.put("inputTokens", cost.inputTokens());
        }
        if (cost.outputTokens() != 0) {
            body.put("outputTokens", cost.outputTokens());
        }
        return body;
    }

    private ObjectNode result(
            Verdict verdict,
            Observed observed,
            Optional<Workarea> workarea,
            Collected collected,
            String summary,
            String error) {
        ObjectNode result = Json.object();
        result.put("status", verdict.status());
        result.put("providerName", work.runtime().id());
        put(result, "providerSessionId", observed.sessionId());
        put(result, "worktreePath", path(workarea));
        put(result, "commitSha", collected.commits().isEmpty() ? "" : collected.head());
        put(result, "summary", summary);
        if (!observed.cost().equals(AgentEvent.Cost.NONE)) {
            result.set("cost", Json.mapper().valueToTree(AgentEventJson.cost(observed.cost())));
        }
        put(
                result,
                "failureMode",
                verdict.failureMode().map(FailureMode::wireName).orElse(""));
        put(result, "error", error);
        put(result, "sessionId", work.sessionId());
        put(result, "issueIdentifier", work.detail().issueIdentifier());
        result.put("startedAt", started.toEpochMilli());
        result.put("finishedAt", finished.toEpochMilli());
        if (!collected.warnings().isEmpty()) {
            result.set("postSessionWarnings", Json.mapper().valueToTree(collected.warnings()));
        }
        return result;
    }

    private static String path(Optional<Workarea> workarea) {
        return workarea.map(area -> area.directory().toString()).orElse("");
    }

    private static void put(ObjectNode object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }
}
