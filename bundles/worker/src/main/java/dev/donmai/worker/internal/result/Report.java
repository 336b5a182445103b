package dev.donmai.worker.internal.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.files.Redactor;
import dev.donmai.model.Json;
import dev.donmai.model.session.ResultFile;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.Outcome;
import dev.donmai.worker.internal.WorkResult;
import dev.donmai.worker.internal.assignment.Work;
import dev.donmai.worker.internal.ending.IssueUpdate;
import dev.donmai.worker.internal.events.AgentEventJson;
import dev.donmai.worker.internal.workarea.Collected;
import dev.donmai.worker.internal.workarea.Workarea;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
    public ResultFile of(Outcome outcome) {
        ObjectNode completion = completion(outcome);
        ObjectNode status = status(outcome);
        Collected collected = outcome.collected();
        return new ResultFile(
                false,
                false,
                ResultFile.idempotencyKey(work.sessionId(), work.nonce(), completion, status),
                completion,
                status,
                result(outcome),
                outcome.workarea().map(Workarea::commit).orElse(""),
                collected.head(),
                redactor.redact(collected.branch()),
                collected.commits().stream().map(this::clean).toList(),
                collected.changes().stream().map(this::clean).toList());
    }

    private ObjectNode completion(Outcome outcome) {
        ObjectNode body = Json.object();
        put(body, "workerId", work.detail().workerId());
        String summary = summary(outcome);
        return body.put("summary", summary.isEmpty() ? fallback(outcome) : summary);
    }

    private String summary(Outcome outcome) {
        return redactor.redact(outcome.observed().summary()).strip();
    }

    private String error(Outcome outcome) {
        return redactor.redact(outcome.verdict().error());
    }

    private String fallback(Outcome outcome) {
        if (outcome.verdict().completed()) {
            String pullRequest = pullRequest(outcome);
            return pullRequest.isEmpty() ? "Session completed." : "Session completed. PR: " + pullRequest;
        }
        String error = error(outcome);
        return error.isEmpty() ? "Session failed." : "Session failed: " + error;
    }

    private ObjectNode status(Outcome outcome) {
        ObjectNode body = Json.object();
        body.put("workerId", work.detail().workerId());
        body.put("status", outcome.verdict().status());
        put(body, "providerSessionId", agentSession(outcome));
        put(body, "worktreePath", path(outcome));
        String error = error(outcome);
        if (!error.isEmpty()) {
            body.putObject("error").put("message", error);
        }
        AgentEvent.Cost cost = outcome.observed().cost();
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

    private ObjectNode result(Outcome outcome) {
        ObjectNode result = Json.object();
        result.put("status", outcome.verdict().status());
        result.put("providerName", work.runtime().id());
        put(result, "providerSessionId", agentSession(outcome));
        put(result, "worktreePath", path(outcome));
        put(result, "pullRequestUrl", pullRequest(outcome));
        Collected collected = outcome.collected();
        put(result, "commitSha", collected.commits().isEmpty() ? "" : collected.head());
        put(result, "summary", summary(outcome));
        put(
                result,
                "workResult",
                outcome.observed().workResult().map(WorkResult::wireName).orElse(""));
        if (!outcome.observed().cost().equals(AgentEvent.Cost.NONE)) {
            result.set(
                    "cost",
                    Json.mapper()
                            .valueToTree(AgentEventJson.cost(outcome.observed().cost())));
        }
        put(
                result,
                "failureMode",
                outcome.verdict().failureMode().map(FailureMode::wireName).orElse(""));
        put(result, "backstopReport", clean(outcome.backstop().json()));
        put(result, "error", error(outcome));
        put(result, "sessionId", work.sessionId());
        put(result, "issueIdentifier", work.detail().issueIdentifier());
        result.put("startedAt", started.toEpochMilli());
        result.put("finishedAt", finished.toEpochMilli());
        if (outcome.observed().reminded()) {
            result.put("steeringTriggered", true);
        }
        put(result, "postSessionWarnings", warnings(outcome));
        outcome.issue().ifPresent(done -> put(result, "linearStatusTransition", clean(done.report())));
        outcome.budget().ifPresent(report -> put(result, "budgetReport", report));
        put(
                result,
                "capabilityMismatches",
                outcome.observed().mismatches().stream().map(redactor::redact).toList());
        return result;
    }

    private List<String> warnings(Outcome outcome) {
        List<String> warnings = new ArrayList<>(outcome.collected().warnings());
        warnings.add(outcome.backstop().warning());
        outcome.issue().map(IssueUpdate.Done::warning).ifPresent(warnings::add);
        return warnings.stream()
                .filter(warning -> !warning.isEmpty())
                .map(redactor::redact)
                .toList();
    }

    private String pullRequest(Outcome outcome) {
        return redactor.redact(outcome.pullRequest());
    }

    private String agentSession(Outcome outcome) {
        return redactor.redact(outcome.observed().sessionId());
    }

    private ResultFile.Commit clean(ResultFile.Commit commit) {
        return new ResultFile.Commit(
                commit.sha(), redactor.redact(commit.author()), redactor.redact(commit.subject()), commit.at());
    }

    private ResultFile.Change clean(ResultFile.Change change) {
        return new ResultFile.Change(redactor.redact(change.path()), change.status(), change.committed());
    }

    private ObjectNode clean(ObjectNode report) {
        ObjectNode clean = report.deepCopy();
        report.properties().forEach(member -> {
            if (member.getValue().isTextual()) {
                clean.put(member.getKey(), redactor.redact(member.getValue().textValue()));
            }
        });
        return clean;
    }

    private static String path(Outcome outcome) {
        return outcome.workarea().map(area -> area.directory().toString()).orElse("");
    }

    private static void put(ObjectNode object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }

    private static void put(ObjectNode object, String name, ObjectNode value) {
        if (!value.isEmpty()) {
            object.set(name, value);
        }
    }

    private static void put(ObjectNode object, String name, List<String> values) {
        if (!values.isEmpty()) {
            object.set(name, Json.mapper().valueToTree(values));
        }
    }
}
