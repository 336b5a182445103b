package dev.donmai.worker.internal.workarea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitTokensTest {

    private static final Instant NOW = Instant.parse("2026-05-20T09:15:04Z");

    private static String token(String repository, String expiresAt) throws Exception {
        SessionDetail detail = Json.read(
                "{\"sessionId\":\"s\",\"gitCredentials\":[{\"cloneUrl\":\"https://other/a/b\",\"token\":\"no\"},"
                        + "{\"cloneUrl\":\"https://GitHub.com/acme/web.git\",\"token\":\"yes\",\"expiresAt\":\""
                        + expiresAt
                        + "\"}]}",
                SessionDetail.class);
        return GitTokens.of(detail, repository, NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/web",
                "https://github.com/acme/web.git/",
                "https://user@github.com/acme/web.git",
                "github.com/acme/web"
            })
    void theRepositoryIsTheSameHoweverItIsSpelt(String repository) throws Exception {
        assertThat(token(repository, "2026-05-20T10:00:00Z")).isEqualTo("yes");
    }

    @Test
    void nobodyElsesTokenIsUsedAndNoneThatHasExpired() throws Exception {
        assertThat(token("https://github.com/acme/Web", "")).isEmpty();
        assertThat(token("https://github.com/acme/web", "2026-05-20T09:15:03Z")).isEmpty();
        assertThat(token("http://github.com/acme/web", "")).as("in clear").isEmpty();
        assertThat(token("https://github.com/acme/web", "")).isEqualTo("yes");
    }
}
