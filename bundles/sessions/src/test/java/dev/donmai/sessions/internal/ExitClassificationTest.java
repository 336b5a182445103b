package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.session.StopFile;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.model.wire.SessionState;
import dev.donmai.process.ExitRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitClassificationTest {

    private static final Instant AT = Instant.parse("2026-05-20T09:15:04Z");

    private static Optional<ExitRecord> code(int code) {
        return Optional.of(new ExitRecord(code, false, AT, false));
    }

    private static Optional<ExitRecord> signal(int signal) {
        return Optional.of(new ExitRecord(signal, true, AT, false));
    }

    private static Optional<StopFile> stop(ExitReason reason) {
        return Optional.of(new StopFile(reason, "", AT));
    }

    private static Optional<ResultFile> failureMode(String mode) {
        return Optional.of(new ResultFile(
                false,
                false,
                "",
                Json.object(),
                Json.object(),
                Json.object().put("failureMode", mode),
                "",
                "",
                "",
                List.of(),
                List.of()));
    }

    private static void expect(
            SessionState state,
            ExitReason reason,
            Optional<ExitRecord> exit,
            Optional<StopFile> stop,
            Optional<ResultFile> result) {
        Exit classified = ExitClassification.classify(exit, stop, result, false, AT);
        assertThat(classified.state()).isEqualTo(state);
        assertThat(classified.reason()).isEqualTo(reason);
    }

    @Test
    void statusZeroIsCompletedEvenWhenItWasToldToStop() {
        expect(SessionState.COMPLETED, ExitReason.COMPLETED, code(0), stop(ExitReason.STOPPED), Optional.empty());
    }

    @Test
    void aStopNamesItsReason() {
        expect(SessionState.TERMINATED, ExitReason.TIMEOUT, signal(9), stop(ExitReason.TIMEOUT), Optional.empty());
        expect(
                SessionState.TERMINATED,
                ExitReason.STOPPED,
                Optional.empty(),
                stop(ExitReason.STOPPED),
                Optional.empty());
    }

    @Test
    void noExitRecordAndNoStopIsALostWrapper() {
        expect(SessionState.FAILED, ExitReason.WRAPPER_LOST, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aSignalFromElsewhereIsToldWithItsNumber() {
        Exit exit = ExitClassification.classify(signal(9), Optional.empty(), Optional.empty(), false, AT);
        assertThat(exit.reason()).isEqualTo(ExitReason.SIGNALLED);
        assertThat(exit.signal()).isEqualTo(9);
        assertThat(exit.code()).isEqualTo(Exit.NO_CODE);
    }

    @Test
    void theWorkersLimitsBecomeReasons() {
        expect(SessionState.FAILED, ExitReason.OUTPUT_LIMIT, code(1), Optional.empty(), failureMode("output-limit"));
        expect(SessionState.FAILED, ExitReason.IDLE, code(1), Optional.empty(), failureMode("no-progress"));
        expect(SessionState.FAILED, ExitReason.FAILED, code(1), Optional.empty(), failureMode("provider-error"));
    }

    @Test
    void whoPrintedTooMuchHasNotCompleted() {
        Exit exit = ExitClassification.classify(code(0), Optional.empty(), Optional.empty(), true, AT);
        assertThat(exit.state()).isEqualTo(SessionState.FAILED);
        assertThat(exit.reason()).isEqualTo(ExitReason.OUTPUT_LIMIT);
    }

    @Test
    void wantOfMemoryWins() {
        expect(
                SessionState.FAILED,
                ExitReason.OOM,
                Optional.of(new ExitRecord(9, true, AT, true)),
                Optional.empty(),
                Optional.empty());
    }
}
