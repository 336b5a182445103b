package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig.Project;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@code sessions.md} §1.5. */
class AllowlistTest {

    private static Project project(String id, String repository) throws JsonProcessingException {
        return Json.read(Json.line(Map.of("id", id, "repository", repository)), Project.class);
    }

    @ParameterizedTest
    @CsvSource({
        "smoke-alpha, https://github.com/foo/alpha, smoke-alpha, true",
        "x, github.com/a/b, https://github.com/a/b, true",
        "x, github.com/a/b, a/b, true",
        "x, github.com/a/b, b, true",
        "x, github.com/a/b, https://evil.example/github.com/a/b, true",
        "x, github.com/a/b, https://github.com/a/b.git, false",
        "x, github.com/a/b, GitHub.com/a/b, false",
        "x, github.com/a/b, '', false",
        "x, github.com/a/, '', true",
    })
    void matchesAsTheTableSays(String id, String repository, String requested, boolean matches)
            throws JsonProcessingException {
        Allowlist allowlist = new Allowlist(List.of(project(id, repository)), false);
        assertThat(allowlist.match(requested).isPresent()).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "smoke-alpha, https://github.com/foo/alpha, smoke-alpha, true",
        "x, github.com/a/b, github.com/a/b, true",
        "x, github.com/a/b, https://github.com/a/b, true",
        "x, github.com/a/b, git@GitHub.com:a/b.git, true",
        "x, github.com/a/b, https://user@github.com/a/b/, true",
        "x, github.com/a/b, https://evil.example/x/github.com/a/b, false",
        "x, github.com/a/b, https://evil.example/github.com/a/b, false",
        "x, github.com/a/b, https://github.com@evil.example/a/b, false",
        "x, github.com/a/b, a/b, false",
        "x, github.com/a/b, b, false",
        "x, github.com/a/, '', false",
    })
    void strictlyOnlyTheSameRepositoryMatches(String id, String repository, String requested, boolean matches)
            throws JsonProcessingException {
        Allowlist allowlist = new Allowlist(List.of(project(id, repository)), true);
        assertThat(allowlist.match(requested).isPresent()).isEqualTo(matches);
    }
}
