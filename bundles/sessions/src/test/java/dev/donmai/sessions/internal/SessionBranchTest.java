package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionBranchTest {

    @Test
    void isTheIdWhereGitTakesIt() {
        assertThat(SessionBranch.of("s-1.2_ä")).isEqualTo("agent/s-1.2_ä");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fix login", "a:b", "a..b", "a*?[b", "x.lock", "x.", "a@{b", "-x", "a^b"})
    void isANameThatGitTakes(String id) throws Exception {
        String branch = SessionBranch.of(id);
        assertThat(new ProcessBuilder("git", "check-ref-format", "--branch", branch)
                        .start()
                        .waitFor())
                .as(branch)
                .isZero();
    }

    @Test
    void staysDifferentForDifferentIds() {
        assertThat(SessionBranch.of("a b")).isNotEqualTo(SessionBranch.of("a:b"));
    }
}
