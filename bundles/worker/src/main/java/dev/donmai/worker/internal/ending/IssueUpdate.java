package dev.donmai.worker.internal.ending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.issuetracker.IssueOutcome;
import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.model.Json;
import dev.donmai.worker.internal.Bounded;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.WorkResult;
import dev.donmai.worker.internal.provider.LoadedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The step that moves the issue to where it belongs, or says on it that nothing is known ({@code sessions.md} §2.17). */
public final class IssueUpdate {

    /** For all of it. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    /** A tracker ends in time by itself; this is for one that does not. */
    private static final Duration EXTRA = Duration.ofSeconds(5);

    private static final String DIAGNOSTIC =
            "WARNING: Agent completed but no structured result marker was detected in the output.\n\n"
                    + "The status of this issue was not changed. The agent was expected to end with `WORK_RESULT:passed` or"
                    + " `WORK_RESULT:failed`. Please check the logs of the session and set the status by hand.";

    private final String issueId;
    private final WorkType type;
    private final IssueTrackerContext context;

    /** Loads the tracker, when there is something for it to do. */
    public interface Tracker {
        LoadedProvider<IssueTracker> load() throws SessionFailure, IOException;
    }

    /**
     * What was done.
     *
     * @param report the result's {@code linearStatusTransition}
     * @param warning what went wrong; empty when nothing did
     */
    public record Done(ObjectNode report, String warning) {}

    public IssueUpdate(String issueId, WorkType type, IssueTrackerContext context) {
        this.issueId = issueId;
        this.type = type;
        this.context = context;
    }

    /** Does it; what goes wrong never fails the session. */
    public Done run(boolean completed, Optional<WorkResult> said, Tracker tracker) throws InterruptedException {
        Transition transition = Transition.of(type, completed, said);
        ObjectNode report = Json.object();
        put(report, "workType", type.name());
        put(report, "workResult", said.map(WorkResult::wireName).orElse(""));
        put(
                report,
                "targetStatus",
                transition.target().map(IssueStatus::wireName).orElse(""));
        boolean attempts = transition.target().isPresent();
        report.put("attempted", attempts).put("succeeded", false).put("reason", transition.reason());
        if (!attempts && !transition.diagnostic()) {
            return new Done(report, "");
        }
        String failure = call(transition, tracker);
        if (failure.isEmpty()) {
            report.put(attempts ? "succeeded" : "diagnosticPosted", true);
            return new Done(report, "");
        }
        report.put("error", failure);
        return new Done(report, warning(transition, failure));
    }

    private String warning(Transition transition, String failure) {
        return transition.target().isPresent()
                ? "linear updateIssueStatus failed (workType=" + type.name() + " targetStatus="
                        + transition.target().get().wireName() + "): " + failure
                : "linear createComment (diagnostic) failed (workType=" + type.name() + "): " + failure;
    }

    /** What went wrong; empty when nothing did. */
    private String call(Transition transition, Tracker tracker) throws InterruptedException {
        try (LoadedProvider<IssueTracker> loaded = tracker.load()) {
            Optional<IssueOutcome> outcome = Bounded.call(
                    "issue-tracker",
                    loaded.loader(),
                    LIMIT.plus(EXTRA),
                    () -> transition.target().isPresent()
                            ? loaded.provider()
                                    .updateStatus(issueId, transition.target().get(), context, LIMIT)
                            : loaded.provider().createComment(issueId, DIAGNOSTIC, context, LIMIT));
            return outcome.map(IssueUpdate::failure)
                    .orElse("the tracker did not answer within " + LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            return "the tracker failed: " + e.getCause();
        } catch (SessionFailure e) {
            return e.text();
        } catch (IOException e) {
            return "the tracker can't be loaded: " + e;
        }
    }

    private static String failure(IssueOutcome outcome) {
        return switch (outcome) {
            case IssueOutcome.Done _ -> "";
            case IssueOutcome.Refused refused -> refused.cause();
            case IssueOutcome.Unavailable unavailable -> unavailable.cause();
        };
    }

    private static void put(ObjectNode object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }
}
