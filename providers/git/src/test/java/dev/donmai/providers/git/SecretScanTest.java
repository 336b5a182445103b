package dev.donmai.providers.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up secrets are put together here, so that no scanner finds one in this file. */
class SecretScanTest {

    private static final String A40 = "aB3".repeat(13) + "x";

    private final SecretScan scan = new SecretScan(List.of("session-token-value", "short"));

    @ParameterizedTest
    @CsvSource({
        "private key, -----BEGIN RSA PRIVATE|KEY-----",
        "private key, -----BEGIN PRIVATE|KEY-----",
        "private key, -----BEGIN PGP PRIVATE|KEY BLOCK-----",
        "AWS access key, aws_key = AKIA|QWERTYUIOPASDFGH",
        "GitHub token, token: ghp_|#40",
        "GitHub token, ghs_|#40",
        "GitLab token, glpat|-#40",
        "Slack token, xoxb|-123456789012-#40",
        "Google API key, AIza|SyD-0123456789abcdefghijklmnopqrstu",
        "Stripe key, sk_live|_#40",
        "Anthropic key, sk-ant|-api03-#40#40",
        "OpenAI key, sk-proj|-#40",
        "npm token, npm_|#36",
        "PyPI token, pypi-|AgEIcHlwaS5vcmc#40#40",
        "SendGrid key, SG.|#22.#43",
    })
    void formsThatIssuersMadeRecognisable(String kind, String line) {
        String whole = line.replace("|", line.contains("PRIVATE|KEY") ? " " : "")
                .replace("#40", A40)
                .replace("#36", A40.substring(0, 36))
                .replace("#22", A40.substring(0, 22))
                .replace("#43", A40 + "abc");
        assertThat(scan.kind("const x = \"" + whole + "\";")).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"hunter2\"",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "AKIAIOSFODNN7EXAMPLE",
                "-----BEGIN PUBLIC KEY-----",
                "ghp_short",
                "the session is short",
                "task-ant-colony",
            })
    void ordinaryLinesAreNone(String line) {
        assertThat(scan.kind(line)).isEmpty();
    }

    @Test
    void aMarkedLineIsNone() {
        String line = "key = \"glpat-" + A40 + "\"";
        assertThat(scan.kind(line)).isPresent();
        assertThat(scan.kind(line + " # gitleaks:allow")).isEmpty();
    }

    @Test
    void secretsOfTheSessionAreKnownWhateverTheirFormAndMark() {
        assertThat(scan.kind("x=session-token-value # gitleaks:allow")).contains("a secret of the session");
    }
}
