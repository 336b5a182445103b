package dev.donmai.worker.internal.result;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.Cancellation.Request;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.agent.Observed;
import java.util.Optional;

/**
 * How the session ended ({@code sessions.md} §2.16).
 *
 * @param completed whether it did what it was asked
 * @param failureMode the word for what went wrong; may be present on a completed session, which had an error on its way
 * @param error one sentence for people; empty when there is nothing to say
 */
public record Verdict(boolean completed, Optional<FailureMode> failureMode, String error) {

    private static final String UNKNOWN_ERROR = "the agent told of an error without a word about it";

    /**
     * Judges a run.
     *
     * @param failure the step that could not be done
     * @param request why the run was to end early
     * @param observed what the agent said
     */
    public static Verdict of(Optional<SessionFailure> failure, Optional<Request> request, Observed observed) {
        boolean success = observed.result().filter(AgentEvent.Result::success).isPresent();
        if (request.isPresent() && !(success && isOrder(request.get()))) {
            return failed(mode(request.get()), request.get().detail());
        }
        if (failure.isPresent()) {
            return failed(failure.get().mode(), failure.get().text());
        }
        Optional<String> lastError = observed.failure().map(Verdict::text);
        if (success) {
            return new Verdict(true, lastError.map(error -> FailureMode.PROVIDER_ERROR), lastError.orElse(""));
        }
        if (observed.result().isPresent()) {
            return failed(FailureMode.SILENT_EXIT, text(observed.result().get()));
        }
        return lastError
                .map(error -> failed(FailureMode.PROVIDER_ERROR, error))
                .orElseGet(() -> failed(FailureMode.SILENT_EXIT, "the agent ended without a result"));
    }

    /** {@code completed} or {@code failed}. */
    public String status() {
        return completed ? "completed" : "failed";
    }

    /** Whether somebody just wanted the session to end, which takes nothing from what it had done. */
    private static boolean isOrder(Request request) {
        return request.cause() == Cancellation.Cause.TERMINATED || request.cause() == Cancellation.Cause.STOPPED;
    }

    private static Verdict failed(FailureMode mode, String error) {
        return new Verdict(false, Optional.of(mode), error);
    }

    private static FailureMode mode(Request request) {
        return switch (request.cause()) {
            case TERMINATED, OVERDUE -> FailureMode.TIMEOUT;
            case OUTPUT -> FailureMode.OUTPUT_LIMIT;
            case IDLE -> FailureMode.NO_PROGRESS;
            case RECORD -> FailureMode.RECORD_FAILED;
            case BUDGET -> FailureMode.BUDGET_EXCEEDED;
            case OWNERSHIP -> FailureMode.LOST_OWNERSHIP;
            case OFFLINE -> FailureMode.PLATFORM_UNREACHABLE;
            case STOPPED -> FailureMode.OPERATOR_CANCELLED;
        };
    }

    private static String text(AgentEvent.Failure failure) {
        if (!failure.message().isBlank()) {
            return failure.message();
        }
        return failure.code().isBlank() ? UNKNOWN_ERROR : failure.code();
    }

    private static String text(AgentEvent.Result result) {
        String errors = String.join("; ", result.errors());
        if (!errors.isBlank()) {
            return errors;
        }
        return result.message().isBlank() ? "the agent reports failure" : result.message();
    }
}
