package dev.donmai.launcher.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class QuickstartConfigTest {

    @Test
    void survivesNamesThatMeanSomethingInYaml() {
        String text = QuickstartConfig.text(
                "file:///tmp/a: b #c", Path.of("/tmp/it's/\"here\""), List.of("sh", "-c", "echo '{x: 1}'\nexit 0"));

        Object read = new Load(LoadSettings.builder().build()).loadFromString(text);

        assertThat(read)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("projects", List.of(Map.of("id", "quickstart", "repository", "file:///tmp/a: b #c")))
                .containsEntry("workarea", Map.of("archiveRoot", "/tmp/it's/\"here\""))
                .containsEntry(
                        "agents",
                        Map.of(
                                "command",
                                Map.of("argv", List.of("sh", "-c", "echo '{x: 1}'\nexit 0"), "prompt", "stdin")));
    }

    @Test
    void quotesWhatAShellWouldSplit() {
        assertThat(Outcome.quoted("/tmp/a-b_c.d")).isEqualTo("/tmp/a-b_c.d");
        assertThat(Outcome.quoted("/tmp/it's here")).isEqualTo("'/tmp/it'\\''s here'");
    }
}
