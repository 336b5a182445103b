package dev.donmai.worker.internal;

import dev.donmai.files.Redactor;
import dev.donmai.model.Json;
import dev.donmai.model.session.ResultFile;
import dev.donmai.worker.internal.result.Verdict;
import java.util.Optional;

/**
 * What a run leaves for whoever started the worker ({@code sessions.md} §2.2).
 *
 * @param exitCode 0 completed, 1 failed
 * @param output the result JSON for standard output
 * @param error the line for standard error, without secrets; empty when all is well
 */
record Conclusion(int exitCode, String output, String error) {

    static Conclusion of(
            String sessionId,
            Verdict verdict,
            Optional<SessionFailure> failure,
            ResultFile result,
            Optional<String> unwritten,
            Redactor redactor) {
        String error = "";
        if (unwritten.isPresent()) {
            error = unwritten.get();
        } else if (!verdict.completed()) {
            error = failure.isPresent()
                    ? "runner.Run: " + failure.get().processError()
                    : "session " + sessionId + " ended with status \"" + verdict.status() + "\" (failureMode="
                            + verdict.failureMode().map(FailureMode::wireName).orElse("") + ")";
        }
        return new Conclusion(error.isEmpty() ? 0 : 1, Json.pretty(result.result()), line(redactor.redact(error)));
    }

    /** The first line of what may be several: a runtime's words, or git's. */
    private static String line(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
