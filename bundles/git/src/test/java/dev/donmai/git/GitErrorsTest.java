package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.git.GitException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fatal: could not read Username for 'https://github.com': terminal prompts disabled | AUTHENTICATION",
                "git@github.com: Permission denied (publickey). fatal: Could not read from remote repository. | AUTHENTICATION",
                "Host key verification failed. fatal: Could not read from remote repository. | AUTHENTICATION",
                "fatal: unable to access 'https://h/a/': The requested URL returned error: 403 | AUTHENTICATION",
                "fatal: repository 'https://github.com/a/b/' not found | NO_REPOSITORY",
                "fatal: '/srv/a' does not appear to be a git repository | NO_REPOSITORY",
                "fatal: unable to access 'https://h/': Could not resolve host: h | UNREACHABLE",
                "ssh: connect to host h port 22: Connection refused | UNREACHABLE",
                "fatal: couldn't find remote ref refs/heads/x | UNKNOWN_REF",
                "fatal: remote error: upload-pack: not our ref deadbeef | UNKNOWN_REF",
                "fatal: detected dubious ownership in repository at '/srv/a' | FAILED",
                "fatal: write error: No space left on device | FAILED",
                "fatal: Unable to create '/srv/a/.git/refs/heads/b.lock': File exists. | LOCKED",
                "fatal: something else | FAILED",
            })
    void whatGitSaysHasAReason(String said, Reason reason) {
        GitException e = GitErrors.of("fetching from h", "exit code 128", said);

        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageContaining(said).hasMessageContaining("fetching from h");
    }

    @Test
    void secretsInAddressesAreNotRepeated() {
        assertThat(GitErrors.of("x", "y", "fatal: Authentication failed for 'https://ada:secret@host/a'"))
                .message()
                .contains("https://***@host/a")
                .doesNotContain("secret");
    }

    @Test
    void theEndOfALongStoryIsKept() {
        assertThat(GitErrors.of("x", "y", "noise ".repeat(1_000) + "fatal: the reason"))
                .message()
                .endsWith("fatal: the reason")
                .hasSizeLessThan(2_000);
    }
}
