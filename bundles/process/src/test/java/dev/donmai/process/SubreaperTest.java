package dev.donmai.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubreaperTest {
    @Test
    void adoptsOrphansAndReapsThemButNotTheJdksChildren() throws Exception {
        assumeTrue(ProcessTable.LINUX);
        try (Subreaper reaper = Subreaper.enable(Duration.ofMillis(100)).orElseThrow()) {
            assertThat(reaper).isNotNull();
            ProgramResult parent = Program.of("sh", "-c", "sleep 0.5 >/dev/null 2>&1 & echo $!")
                    .run();
            long orphan = Long.parseLong(parent.stdout().strip());
            assertThat(ProcessTable.find(orphan).orElseThrow().parent())
                    .isEqualTo(ProcessHandle.current().pid());
            await().until(() -> ProcessTable.find(orphan).isEmpty());

            // Ends while nobody looks at it, and its exit code is still there.
            try (ProgramProcess own = Program.of("sh", "-c", "exit 9").start()) {
                await().until(() -> !own.isAlive());
                assertThat(own.awaitExit(Duration.ofSeconds(30))).hasValue(9);
            }
        }
    }

    @Test
    void leavesAChildAloneThatIsRunning() {
        assertThat(Posix.reap(ProcessHandle.current().pid())).isFalse();
    }
}
