package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.sessions.AdmissionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@code orchestrator.md} §8.3, with its "Better" rules. */
class ProjectResolutionTest {

    /** A list written {@code id=repository id=repository}. */
    private static List<Project> projects(String list) throws JsonProcessingException {
        List<Project> projects = new ArrayList<>();
        for (String entry : list.strip().split(" +", -1)) {
            String[] parts = entry.split("=", 2);
            projects.add(Json.read(Json.line(Map.of("id", parts[0], "repository", parts[1])), Project.class));
        }
        return projects;
    }

    private static String resolve(String list, String repository, String projectName)
            throws JsonProcessingException, AdmissionException {
        return new ProjectResolution(projects(list), false)
                .resolve(repository, projectName)
                .map(Project::id)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            web=github.com/acme/web                            | https://github.com/acme/web       | ''          | web
            web=github.com/acme/web                            | acme/web                          | ''          | web
            web=github.com/acme/web                            | web                               | ''          | web
            web=github.com/acme/web                            | https://github.com/acme/web.git   | ''          | web
            web=github.com/acme/web                            | git@github.com:acme/web           | ''          | web
            web=github.com/acme/web                            | ssh://git@github.com/acme/web.git/ | ''         | web
            web=github.com/acme/web                            | GitHub.com/acme/web               | ''          | web
            web=github.com/acme/web                            | github.com/acme/Web               | ''          | none
            web=github.com/acme/web                            | eb                                | ''          | none
            web=github.com/acme/web                            | ''                                | ''          | none
            web=github.com/acme/                               | ''                                | ''          | none
            other=github.com/zed/web web=github.com/acme/web   | ''                                | web         | web
            a=web b=github.com/acme/web                        | ''                                | b           | b
            a=web b=github.com/acme/web                        | github.com/acme/web               | ''          | b
            web=/srv/git/web.git                               | file:///srv/git/web               | ''          | web
            web=https://github.com/acme/web.git                | github.com/acme/web               | ''          | web
            smoke=https://github.com/acme/smokes-alpha.git     | github.com/acme/smokes-alpha      | smoke       | smoke
            x=git@git.example:a/b                              | https://git.example/a/b           | ''          | x
            x=github.com/a/b                                   | https://evil.example/github.com/a/b | ''        | x
            a=github.com/a/b                                   | nowhere                           | a           | a
            one=github.com/a/b two=github.com/a/b              | github.com/a/b                    | two         | two
            one=github.com/a/b two=github.com/a/b              | github.com/a/b                    | ''          | one
            """, delimiter = '|')
    void findsTheProject(String list, String repository, String projectName, String id) throws Exception {
        assertThat(resolve(list, repository, projectName)).isEqualTo(id);
    }

    @Test
    void refusesToGuess() {
        assertThatThrownBy(() -> resolve("a=github.com/zed/web b=github.com/acme/web", "web", ""))
                .hasMessage(
                        "repository \"web\" is ambiguous in the project allowlist: it could be any of a, b; name the"
                                + " project by its id or its whole address");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            github.com/acme/web                      | web
            git@github.com:acme/web.git              | web
            web                                      | web
            acme/web                                 | none
            https://evil.example/x/github.com/acme/web | none
            """, delimiter = '|')
    void strictlyOnlyTheSameRepositoryIsFound(String repository, String id) throws Exception {
        assertThat(new ProjectResolution(projects("web=https://github.com/acme/web"), true)
                        .resolve(repository, "")
                        .map(Project::id)
                        .orElse("none"))
                .isEqualTo(id);
    }

    @Test
    void theProjectNameSettlesWhatIsAmbiguous() throws Exception {
        assertThat(resolve("a=github.com/zed/web b=github.com/acme/web", "web", "b"))
                .isEqualTo("b");
    }

    @Test
    void aRefusalShowsNoPassword() {
        assertThatThrownBy(() -> resolve("a=web b=acme/web", "https://u:secret@git.example/acme/web", ""))
                .hasMessageContaining("https://git.example/acme/web")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anEmptyListRefusesEverything() throws Exception {
        assertThat(new ProjectResolution(List.of(), false).resolve("github.com/a/b", "a"))
                .isEmpty();
    }
}
