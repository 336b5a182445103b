package dev.donmai.orchestrator.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.lifecycle.DoctorCheck.Finding;
import dev.donmai.lifecycle.DoctorCheck.State;
import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.model.wire.HostStatusView;
import dev.donmai.model.wire.OutboxView;
import dev.donmai.model.wire.RegistrationView;
import dev.donmai.orchestrator.Registration;
import dev.donmai.orchestrator.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    private static final Instant NOW = Instant.parse("2026-05-20T10:00:00Z");

    private record Facts(Standing standing, HostStatusView hostStatus, OutboxView outbox) implements Registration {

        static Facts of(Standing.State state, String detail) {
            return new Facts(new Standing(state, "https://o.example", detail), HostStatusView.NONE, OutboxView.NONE);
        }

        static Facts of(HostStatusView status) {
            return new Facts(new Standing(Standing.State.REGISTERED, "", ""), status, OutboxView.NONE);
        }

        static Facts of(OutboxView outbox) {
            return new Facts(new Standing(Standing.State.REGISTERED, "", ""), HostStatusView.NONE, outbox);
        }

        @Override
        public String workerId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public HeartbeatView heartbeat() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RegistrationView view() {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @CsvSource({"OFF, OK", "REGISTERED, OK", "NOT_POSSIBLE, WARNING", "PENDING, FAILED", "FAILING, FAILED"})
    void saysHowTheRegistrationStands(Standing.State state, State found) {
        Finding finding = new RegistrationCheck(Facts.of(state, "because")).look();
        assertThat(finding.state()).isEqualTo(found);
        assertThat(finding.summary()).contains("because");
        assertThat(finding.remedy().isEmpty()).isEqualTo(found == State.OK);
    }

    @Test
    void showsTheAdviceOfTheOrchestrator() {
        Finding finding = new HostStatusCheck(Facts.of(
                        new HostStatusView("pool_draining", "Re-register this host.", List.of("pool-b"), true)))
                .look();
        assertThat(finding)
                .isEqualTo(Finding.warning(
                        "the orchestrator says pool_draining, so no new work is claimed",
                        "Re-register this host.; pools that could take this host: pool-b"));
        assertThat(new HostStatusCheck(Facts.of(HostStatusView.NONE)).look().state())
                .isEqualTo(State.OK);
        assertThat(new HostStatusCheck(Facts.of(new HostStatusView("ok", "", List.of(), false)))
                        .look()
                        .state())
                .isEqualTo(State.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, OK",
        "3, 60, 0, 0, OK",
        "3, 600, 0, 0, WARNING",
        "0, 0, 0, 2, WARNING",
        "9, 600, 1, 0, FAILED"
    })
    void saysWhetherResultsArrive(int waiting, long seconds, long refused, long abandoned, State found) {
        OutboxView outbox = new OutboxView(
                waiting,
                waiting == 0 ? Instant.EPOCH : NOW.minusSeconds(seconds),
                "HTTP 503",
                7,
                refused,
                0,
                abandoned);
        Finding finding = new OutboxCheck(Facts.of(outbox), InstantSource.fixed(NOW)).look();
        assertThat(finding.state()).isEqualTo(found);
        assertThat(finding.summary().contains("HTTP 503")).isEqualTo(found != State.OK);
    }
}
