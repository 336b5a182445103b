package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LD_PRELOAD", "DYLD_INSERT_LIBRARIES", "JAVA_TOOL_OPTIONS", "NODE_OPTIONS", "BASH_ENV", "PATH",
                "GIT_SSH_COMMAND", "GIT_CONFIG_COUNT", "A=B", "", "a b", "1A"
            })
    void refusesHooksAndImpossibleNames(String name) {
        assertThat(EnvironmentRules.violation(Map.of(name, "x")))
                .hasValueSatisfying(text -> assertThat(text).contains("\"" + name + "\""));
    }

    @Test
    void refusesANulInAValue() {
        assertThat(EnvironmentRules.violation(Map.of("A", "x\0y"))).isPresent();
    }

    @Test
    void acceptsOrdinaryVariables() {
        assertThat(EnvironmentRules.violation(Map.of("FEATURE_FLAG", "1", "_x", "")))
                .isEmpty();
    }
}
