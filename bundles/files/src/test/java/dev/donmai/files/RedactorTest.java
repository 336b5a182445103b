package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactorTest {
    @Test
    void replacesEverySecretAndTheLongestFirst() {
        Redactor redactor = Redactor.of(List.of("secret", "secret-token"));
        assertThat(redactor.redact("a secret-token and a secretsecret"))
                .isEqualTo("a [redacted] and a [redacted][redacted]");
        assertThat(redactor.redact("nothing")).isEqualTo("nothing");
    }

    @Test
    void knowsASecretInJsonAndInAUrl() {
        Redactor redactor = Redactor.of(List.of("p\"ss w\\rd/+"));
        assertThat(redactor.redact("{\"k\":\"p\\\"ss w\\\\rd/+\"}")).isEqualTo("{\"k\":\"[redacted]\"}");
        assertThat(redactor.redact("https://u:p%22ss+w%5Crd%2F%2B@host")).isEqualTo("https://u:[redacted]@host");
    }

    @Test
    void knowsEachLineOfASecretOfSeveral() {
        Redactor redactor = Redactor.of(List.of("first-line\nsecond-line\n"));
        assertThat(redactor.redact("see second-line")).isEqualTo("see [redacted]");
        assertThat(redactor.redact("\"first-line\\nsecond-line\"")).isEqualTo("\"[redacted]\"");
    }

    @Test
    void leavesShortValuesAlone() {
        Redactor redactor = Redactor.of(List.of("", "main", "     x    "));
        assertThat(redactor.isEmpty()).isTrue();
        assertThat(redactor.redact("main x")).isEqualTo("main x");
    }

    @Test
    void hidesTheBeginningOfASecretThatWasCut() {
        Redactor redactor = Redactor.of(List.of("sk-ant-123456"));
        assertThat(redactor.redactCut("key sk-ant-12")).isEqualTo("key [redacted]");
        assertThat(redactor.redactCut("key sk-ant-123456")).isEqualTo("key [redacted]");
        assertThat(redactor.redactCut("key sk-")).isEqualTo("key sk-");
    }

    @Test
    void doesNotTellItsSecrets() {
        assertThat(Redactor.of(List.of("sk-ant-123456")).toString()).doesNotContain("ant");
    }
}
