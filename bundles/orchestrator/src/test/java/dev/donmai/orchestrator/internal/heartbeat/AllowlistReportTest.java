package dev.donmai.orchestrator.internal.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.model.wire.AllowlistEntry;
import dev.donmai.orchestrator.internal.Daemon;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash of {@code orchestrator.md} §6.3. */
class AllowlistReportTest {

    /** Projects written {@code id>repository;id>repository}. */
    private static AllowlistReport report(String projects) {
        List<Project> list = new ArrayList<>();
        for (String entry : projects.split(";", -1)) {
            String[] parts = entry.split(">", -1);
            list.add(Daemon.project(parts[0], parts[1]));
        }
        return AllowlistReport.of(list);
    }

    @Test
    void theWorkedExampleOfTheContract() {
        AllowlistReport report =
                report("smoke-alpha>https://github.com/acme/smokes-alpha.git;agentfactory>github.com/foo/bar");
        assertThat(report.entries())
                .containsExactly(
                        new AllowlistEntry("agentfactory", "github.com/foo/bar"),
                        new AllowlistEntry("smoke-alpha", "https://github.com/acme/smokes-alpha.git"));
        assertThat(report.hash()).isEqualTo("ac30c64d18f97b70b805a52e2db12a2879a9e0f1eea0295ccd2a761c335fb8d4");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "alpha>github.com/x/alpha|31b68104891566caaa02dafec2fc6aafb42bf6c0d202a02f6e26d5f88514f328",
                "ab>c|bd004134849ca646d85104d0f90bea121a2a2861f05c76e07d97dec0361d29f0",
                "a>bc|659f6e5742991f4ef127c972729839a1cd4a59f862339c765ddfa4459be3d959",
                " alpha >github.com/x/alpha |228eb414e6021d36798fed35a1ae3016ffb2d97d2ce47663ecb4c47ede7b5f81",
                "p>b;p>a|eb5f4b5245a3b197237f5cede3ed674118afed88ab0cfb696db28037b6648719",
                "alpha>github.com/x/a;\uD83D\uDE00>github.com/x/g;é>github.com/x/e;～>github.com/x/t;Zeta>github.com/x/z"
                        + "|bf8348f492512500273d8a0ec4cf36963e326fa5d1390a4bfe34eb109bf90497"
            })
    void theTableOfTheContract(String projects, String hash) {
        assertThat(report(projects).hash()).isEqualTo(hash);
    }

    /** The orchestrator gets the texts as they are; who looks at the daemon does not. */
    @Test
    void namesAndPasswordsAreNotShown() {
        AllowlistReport report = report("a>https://u:p@h.example/x;b>ghp_x@github.com/o/r;c>git@github.com:o/r");
        assertThat(report.shown())
                .extracting(AllowlistEntry::repository)
                .containsExactly("https://h.example/x", "github.com/o/r", "git@github.com:o/r");
        assertThat(report.entries())
                .extracting(AllowlistEntry::repository)
                .containsExactly("https://u:p@h.example/x", "ghp_x@github.com/o/r", "git@github.com:o/r");
    }

    @Test
    void noEntriesHaveNoHash() {
        assertThat(AllowlistReport.of(List.of()).hash()).isEmpty();
        assertThat(report(">x;y>").hash()).isEmpty();
    }

    @Test
    void whatIsIncompleteIsLeftOut() {
        assertThat(report("alpha>github.com/x/alpha;>github.com/x/y;z>")).isEqualTo(report("alpha>github.com/x/alpha"));
    }

    @Test
    void bytesAndNotCodeUnitsSort() {
        // U+FF5E has the larger code unit, U+1F600 the larger bytes.
        assertThat(report("\uD83D\uDE00>r;～>r").entries())
                .extracting(AllowlistEntry::id)
                .containsExactly("～", "\uD83D\uDE00");
    }
}
