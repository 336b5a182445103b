package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.donmai.git.RepositoryUrl.Login;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {
    private static final Path HOME = Path.of("/home/ada");

    private static RepositoryUrl parse(String text) throws GitException {
        return RepositoryUrl.parse(text, HOME);
    }

    @ParameterizedTest
    @CsvSource({
        "https://GitHub.com/a/b.git, https://github.com/a/b.git",
        "github.com/a/b, https://github.com/a/b",
        "https://u:p@host.example:8443/a, https://host.example:8443/a",
        "ghp_x@github.com/a/b, https://github.com/a/b",
        "u:p@github.com/a/b, https://github.com/a/b",
        "ssh://git@host/a, ssh://git@host/a",
        "git+ssh://git:secret@host/a, ssh://git@host/a",
        "git@github.com:a/b.git, git@github.com:a/b.git",
        "file:///srv/a, file:///srv/a",
        "file://localhost/srv/a, file:///srv/a",
        "/srv/a, /srv/a",
        "~/a, /home/ada/a",
    })
    void anAddressIsWhatGitGets(String text, String address) throws Exception {
        assertThat(parse(text).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-x",
                "--upload-pack=x",
                "ext::sh -c x",
                "fd::7",
                "a/b",
                "./a",
                "../a",
                "web",
                "ftp://host/a",
                "https://",
                "https:///a",
                "https://host",
                "ssh://-o/a",
                "ssh://-o@host/a",
                "-o@host:a",
                "file://host/a",
                "a\nb",
                "https://host/a\u0000",
                "file://",
                "file:///srv/a%00b",
                "file:///srv/a%0Ab",
                "file:///srv/100%",
                "https://bot:a%0Ab@host/r"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatExceptionOfType(GitException.class)
                .isThrownBy(() -> parse(text))
                .returns(GitException.Reason.BAD_REQUEST, GitException::reason);
    }

    @Test
    void spellingsOfOneRepositoryHaveOneKey() throws Exception {
        for (List<String> same : List.of(
                List.of(
                        "https://github.com/a/b",
                        "https://GITHUB.com/a/b.git",
                        "https://u:p@github.com:443/a/b/",
                        "github.com/a/b"),
                List.of("git@github.com:a/b.git", "git@github.com:a/b"),
                List.of("ssh://git@host/srv/a", "git@host:/srv/a", "ssh://git@host:22/srv/a/"),
                List.of("/srv/a", "file:///srv/a", "/srv/../srv/a/"))) {
            assertThat(same)
                    .allSatisfy(each -> assertThat(parse(each).key())
                            .isEqualTo(parse(same.getFirst()).key())
                            .matches("[0-9a-f]{16}"));
        }
    }

    @Test
    void differentRepositoriesHaveDifferentKeys() throws Exception {
        List<String> different = List.of(
                "https://github.com/a/b",
                "https://github.com/a/B",
                "https://github.com:8443/a/b",
                "http://github.com/a/b",
                "git@github.com:a/b",
                "bob@github.com:a/b",
                "/srv/a",
                "/srv/a.git");
        assertThat(different.stream().map(RepositoryUrlTest::key).distinct()).hasSameSizeAs(different);
    }

    private static String key(String text) {
        try {
            return parse(text).key();
        } catch (GitException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLoginIsKeptApartAndNeverShown() throws Exception {
        RepositoryUrl url = parse("https://ada:p%40ss+w@host.example/a");

        assertThat(url.login()).contains(new Login("ada", "p@ss+w"));
        assertThat(url.login().orElseThrow().toString()).doesNotContain("ss");
        assertThat(url).asString().isEqualTo("https://host.example/a");
        assertThat(parse("https://token@host.example/a").login()).contains(new Login("token", ""));
        assertThat(parse("https://host.example/a").login()).isEmpty();
    }

    @Test
    void aPasswordMayHoldAnAtSign() throws Exception {
        RepositoryUrl url = parse("https://bob:p@ss@host.example/x.git");

        assertThat(url.address()).isEqualTo("https://host.example/x.git");
        assertThat(url.login()).contains(new Login("bob", "p@ss"));
        assertThat(url.key()).isEqualTo(key("https://host.example/x"));
        assertThat(RepositoryUrl.redact("https://bob:p@ss@host.example/x.git"))
                .isEqualTo("https://***@host.example/x.git");
        assertThat(parse("ssh://git:p@ss@host.example/x").address()).isEqualTo("ssh://git@host.example/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bot:hush100%@host/r", "https://bot:hush%zz@host/r", "https://hush%2:x@host/r"})
    void aBadEscapeIsExplainedWithoutThePassword(String text) {
        assertThatExceptionOfType(GitException.class)
                .isThrownBy(() -> parse(text))
                .returns(GitException.Reason.BAD_REQUEST, GitException::reason)
                .withMessageContaining("https://***@host/r")
                .withMessageContaining("%25")
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush", "zz", "100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob/hush@github.com/a/b", "hush@host/a", "-bob:hush@host/a"})
    void whatCannotBePlacedIsExplainedWithoutThePassword(String text) {
        assertThatExceptionOfType(GitException.class)
                .isThrownBy(() -> parse(text))
                .withMessageContaining("***@")
                .withMessageNotContaining("hush");
    }

    @Test
    void userInfoIsRedactedAnywhereInAText() {
        assertThat(RepositoryUrl.redact("fatal: 'https://u:p@host/a' and ssh://git@host:22/b, mail a@b"))
                .isEqualTo("fatal: 'https://***@host/a' and ssh://***@host:22/b, mail a@b");
    }
}
