package dev.donmai.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessTableTest {
    @TempDir
    Path directory;

    @Test
    void knowsItself() throws Exception {
        ProcessHandle self = ProcessHandle.current();
        ProcessEntry entry = ProcessTable.read().get(self.pid()).orElseThrow();
        assertThat(entry.parent()).isEqualTo(self.parent().orElseThrow().pid());
        assertThat(entry.isZombie()).isFalse();
        assertThat(ProcessTable.find(self.pid()).orElseThrow().start()).isEqualTo(entry.start());
    }

    @Test
    void seesTheSameInAnInterruptedThread() throws Exception {
        long self = ProcessHandle.current().pid();
        ProcessIdentity identity = ProcessIdentity.of(self, "none");
        Thread.currentThread().interrupt();
        try {
            assertThat(identity.isAlive()).isTrue();
            assertThat(ProcessTable.read().get(self)).isPresent();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void readsANameWithSpacesAndParentheses() throws Exception {
        Path odd = Files.copy(Path.of("/bin/sleep"), directory.resolve("a) R 1 (b"));
        try (ProgramProcess process = Program.of(odd.toString(), "600").start()) {
            ProcessEntry entry = ProcessTable.find(process.pid()).orElseThrow();
            assertThat(entry.parent()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void tellsTheSameByPs() throws Exception {
        assumeTrue(ProcessTable.LINUX
                && Executables.find("ps", Executables.DEFAULT_PATH).isPresent());
        long self = ProcessHandle.current().pid();
        ProcessEntry byPs = ProcessTable.readPs(List.of("-A")).get(self).orElseThrow();
        ProcessEntry byProc = ProcessTable.read().get(self).orElseThrow();
        assertThat(byPs.parent()).isEqualTo(byProc.parent());
        assertThat(byPs.group()).isEqualTo(byProc.group());
        assertThat(byPs.start()).matches("\\w{3} \\w{3} \\d{1,2} \\d\\d:\\d\\d:\\d\\d \\d{4}");
        assertThat(ProcessTable.readPs(List.of("-p", Long.toString(self))).all())
                .hasSize(1);
    }

    @Test
    void measuresTheMemoryOfATree() throws Exception {
        assumeTrue(ProcessTable.LINUX);
        String script = "a=0123456789abcdef; i=0; while [ $i -lt 16 ]; do a=$a$a; i=$((i+1)); done; echo ready; read x";
        try (ProgramProcess process =
                Program.of("sh", "-c", script).pipedStdin().start()) {
            assertThat(process.stdout().readNBytes(5)).hasSize(5);
            assertThat(process.tree().residentBytes()).isGreaterThan(1L << 20);
        }
    }
}
