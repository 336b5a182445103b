package dev.donmai.sessions.internal;

import dev.donmai.model.session.ResultFile;
import dev.donmai.model.session.StopFile;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.model.wire.SessionState;
import dev.donmai.process.ExitRecord;
import java.time.Instant;
import java.util.Optional;

/** State and reason of an ended session from what was left of it ({@code sessions.md} §1.10, {@code additions.md} §1). */
final class ExitClassification {

    private ExitClassification() {}

    static Exit classify(
            Optional<ExitRecord> exit,
            Optional<StopFile> stop,
            Optional<ResultFile> result,
            boolean printedTooMuch,
            Instant noticedAt) {
        if (exit.isEmpty()) {
            return stop.map(s -> new Exit(SessionState.TERMINATED, s.reason(), Exit.NO_CODE, 0, noticedAt))
                    .orElseGet(() -> failed(ExitReason.WRAPPER_LOST, Exit.NO_CODE, 0, noticedAt));
        }
        ExitRecord end = exit.get();
        if (end.code().orElse(Exit.NO_CODE) == 0 && !printedTooMuch) {
            return new Exit(SessionState.COMPLETED, ExitReason.COMPLETED, 0, 0, end.at());
        }
        if (stop.isPresent()) {
            return new Exit(
                    SessionState.TERMINATED,
                    stop.get().reason(),
                    end.code().orElse(Exit.NO_CODE),
                    end.signal().orElse(0),
                    end.at());
        }
        ExitReason reason = printedTooMuch ? ExitReason.OUTPUT_LIMIT : reason(end, result);
        return failed(reason, end.code().orElse(Exit.NO_CODE), end.signal().orElse(0), end.at());
    }

    private static ExitReason reason(ExitRecord end, Optional<ResultFile> result) {
        if (end.oom()) {
            return ExitReason.OOM;
        }
        String mode = result.map(r -> r.result().path("failureMode").asText("")).orElse("");
        return switch (mode) {
            case "output-limit" -> ExitReason.OUTPUT_LIMIT;
            case "no-progress" -> ExitReason.IDLE;
            case "spawn-failed" -> ExitReason.SPAWN_FAILED;
            default -> end.signalled() ? ExitReason.SIGNALLED : ExitReason.FAILED;
        };
    }

    private static Exit failed(ExitReason reason, int code, int signal, Instant at) {
        return new Exit(SessionState.FAILED, reason, code, signal, at);
    }
}
