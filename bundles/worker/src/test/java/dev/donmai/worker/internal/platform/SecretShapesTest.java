package dev.donmai.worker.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.files.Redactor;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SecretShapesTest {

    private final SecretShapes shapes = new SecretShapes();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "push with ghp_0123456789abcdefghij now|push with *** now",
                "Authorization: Bearer abcdefghijkl0123|Authorization: Bearer ***",
                "https://me:swordfish@host/path|https://***@host/path",
                "export MY_API_KEY=swordfish; ls|export MY_API_KEY=***; ls",
                "jwt eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2ln|jwt ***",
                "a token of love|a token of love"
            })
    void whatLooksLikeASecretIsMasked(String text, String masked) {
        assertThat(shapes.masked(text)).isEqualTo(masked.replace("***", Redactor.MASK));
    }

    /** Each made of beginnings that come to nothing; a pattern that tried them to the end of the text would take hours. */
    @ParameterizedTest
    @ValueSource(strings = {"a-", "TOKEN", "eyJ-", "eyJabcdefgh.", "token \t", "a://", "-----BEGIN A", "sk-", "KEY=\""})
    void noTextOfAnAgentHoldsUpAllElse(String beginning) {
        String text = beginning.repeat(256 * 1024 / beginning.length());
        assertThat(shapes.masked(text)).isNotNull();
    }
}
