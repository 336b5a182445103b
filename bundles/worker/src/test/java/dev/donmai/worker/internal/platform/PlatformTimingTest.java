package dev.donmai.worker.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.session.SessionFile.WorkerSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlatformTimingTest {

    @Test
    void theOperatorMaySetTheRefreshAndTheDelivery() {
        PlatformTiming timing = PlatformTiming.DEFAULT.with(new WorkerSettings(false, 900, false, 1, 7));
        assertThat(timing.lock().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(timing.lock().pauses())
                .as("none is longer than the interval")
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(timing.withDaemon().total()).isEqualTo(Duration.ofSeconds(7));
        assertThat(timing.inAHurry()).isEqualTo(PlatformTiming.DEFAULT.inAHurry());
    }

    @Test
    void whatNobodySetsStaysAsItIs() {
        assertThat(PlatformTiming.DEFAULT.with(WorkerSettings.DEFAULT)).isEqualTo(PlatformTiming.DEFAULT);
    }
}
