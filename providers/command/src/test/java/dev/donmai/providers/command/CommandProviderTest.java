package dev.donmai.providers.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.provider.Probe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandProviderTest {

    private final CommandProvider provider = new CommandProvider();

    @Test
    void isInactiveUntilAProgramIsConfigured() {
        Probe probe = provider.probe(Map.of());
        assertThat(probe.status()).isEqualTo(Probe.Status.INACTIVE);
        assertThat(probe.reason()).contains("agents.command.argv");
    }

    @Test
    void isReadyWhenTheProgramIsThere() {
        assertThat(provider.probe(Map.of("argv", List.of("sh", "-c", "true")))).isEqualTo(Probe.ready());
        assertThat(provider.probe(Map.of("argv", List.of("/bin/sh")))).isEqualTo(Probe.ready());
        // Relative to a workarea that is not there yet.
        assertThat(provider.probe(Map.of("argv", List.of("./agent.sh")))).isEqualTo(Probe.ready());
    }

    @Test
    void saysWhatIsMissing() {
        assertUnhealthy(Map.of("argv", List.of("no-such-program-at-all")), "\"no-such-program-at-all\" in PATH");
        assertUnhealthy(Map.of("argv", List.of("/etc/passwd")), "\"/etc/passwd\"");
        assertUnhealthy(Map.of("argv", List.of("sh"), "env", Map.of("PATH", "/nowhere")), "\"sh\" in PATH");
    }

    @Test
    void namesTheKeyOfASettingThatCannotBeUsed() {
        assertUnhealthy(Map.of("argv", "sh"), "agents.command.argv must be a list");
        assertUnhealthy(Map.of("argv", List.of()), "not an empty list");
        assertUnhealthy(Map.of("argv", List.of("sh", List.of())), "agents.command.argv[1]");
        assertUnhealthy(Map.of("argv", List.of("sh"), "prompt", "args"), "agents.command.prompt must be stdin or file");
        assertUnhealthy(Map.of("argv", List.of("sh"), "format", 3), "agents.command.format must be text or jsonl");
        assertUnhealthy(Map.of("argv", List.of("sh", "{promptFile}")), "set agents.command.prompt to file");
    }

    private void assertUnhealthy(Map<String, Object> settings, String reason) {
        Probe probe = provider.probe(settings);
        assertThat(probe.status()).isEqualTo(Probe.Status.UNHEALTHY);
        assertThat(probe.reason()).contains(reason);
    }
}
