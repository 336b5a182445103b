package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitTest {
    @TempDir
    Path temporary;

    @Test
    void nativeGitIsTakenWhereThereIsOne() throws Exception {
        Git git = Git.find(new Sandbox(temporary).environment);

        assertThat(git.backend()).isEqualTo(GitBackend.NATIVE);
        assertThat(git.version()).startsWith("git version ");
    }

    @Test
    void withoutGitItIsJGit() throws Exception {
        Sandbox sandbox = new Sandbox(temporary.toRealPath());
        Path source = sandbox.history("source");
        Git git = Git.find(Map.of("PATH", temporary.toString(), "HOME", sandbox.home.toString()));

        assertThat(git.backend()).isEqualTo(GitBackend.JGIT);
        git.checkOut(CheckoutRequest.of(source.toString(), temporary.resolve("area")));
        assertThat(temporary.resolve("area/README.md")).hasContent("three\n");
    }

    @Test
    void aGitThatIsTooOldIsNotTaken() throws Exception {
        Sandbox sandbox = new Sandbox(temporary);
        sandbox.program("git", "echo git version 2.30.9\n");

        assertThat(Git.find(sandbox.environment).backend()).isEqualTo(GitBackend.JGIT);
        assertThatExceptionOfType(GitException.class)
                .isThrownBy(() -> Git.using(GitBackend.NATIVE, sandbox.environment))
                .withMessageContaining("2.31");
    }

    @Test
    void programsGetNothingOfTheEnvironmentThatGitDoesNotNeed() throws Exception {
        Sandbox sandbox = new Sandbox(temporary.toRealPath());
        sandbox.program("git", "env > '" + sandbox.root + "/env'\necho git version 2.40.0\n");
        sandbox.environment.put("API_TOKEN", "secret");
        sandbox.environment.put("GIT_DIR", "/elsewhere");
        sandbox.environment.put("SSH_AUTH_SOCK", "/run/agent");

        Git.find(sandbox.environment);

        assertThat(sandbox.root.resolve("env"))
                .content()
                .contains("SSH_AUTH_SOCK=/run/agent", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
                .doesNotContain("API_TOKEN", "GIT_DIR=");
    }

    @ParameterizedTest
    @CsvSource({"?, /", "'', /", "/home/ada, /home/ada"})
    void whereNobodyKnowsAHomeItIsTheRoot(String userHome, String home) {
        assertThat(new GitEnvironment(Map.of(), userHome).home()).hasToString(home);
        assertThat(new GitEnvironment(Map.of("HOME", "/home/eve"), userHome).home())
                .hasToString("/home/eve");
    }

    @Test
    void jgitKeepsNoNotesInTheHomeDirectory() throws IOException, GitException, InterruptedException {
        Sandbox sandbox = new Sandbox(temporary.toRealPath());
        Git git = sandbox.git(GitBackend.JGIT);

        git.init(temporary.resolve("new"), Map.of("a", "a"), "Begin");

        try (var entries = Files.list(sandbox.home)) {
            assertThat(entries).isEmpty();
        }
    }
}
