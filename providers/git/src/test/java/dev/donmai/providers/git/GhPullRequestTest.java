package dev.donmai.providers.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.vcs.PullRequest;
import dev.donmai.api.vcs.PullRequestOutcome;
import dev.donmai.api.vcs.PullRequestOutcome.Opened;
import dev.donmai.api.vcs.PullRequestOutcome.Unnamed;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a {@code gh} that notes how it is called and answers as the test says. */
class GhPullRequestTest {

    private static final String URL = "https://github.com/acme/shop/pull/17";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private Place place;

    @BeforeEach
    void setUp() throws Exception {
        place = new Place(dir.toRealPath());
    }

    private void gh(String script) throws Exception {
        String log = place.root.resolve("gh.log").toString();
        place.program(
                "gh",
                "for a; do printf '<%s>' \"$a\"; done > '" + log + "'\n" + "{ printf '\\n'; cat; printf '\\n'; pwd;"
                        + " env | grep -E '^(GH_|NO_COLOR|SECRET)' | sort; } >> '" + log + "'\n" + script + "\n");
    }

    private String log() throws Exception {
        return Files.readString(place.root.resolve("gh.log"));
    }

    private PullRequestOutcome open(String repository, VcsCredentials credentials) throws Exception {
        PullRequest request = new PullRequest("Fix the\ncart", "It **works**.\n", Place.BRANCH, "main", credentials);
        return ((PullRequests) place.open(repository)).openPullRequest(request, LIMIT);
    }

    private PullRequestOutcome open() throws Exception {
        return open("https://github.com/acme/shop.git", VcsCredentials.NONE);
    }

    @Test
    void ghIsToldEverythingAndLooksNothingUp() throws Exception {
        place.environment.put("SECRET_OF_THE_WORKER", "x");
        gh("echo 'Creating pull request' >&2; echo " + URL);

        assertThat(open()).isEqualTo(new Opened(URL, false));
        assertThat(log())
                .isEqualTo("<pr><create><--title><Fix the cart><--body-file><-><--head><agent/s-1><--base><main>"
                        + "<--repo><github.com/acme/shop>\nIt **works**.\n\n" + place.scratchDirectory()
                        + "\nGH_NO_UPDATE_NOTIFIER=1\nGH_PROMPT_DISABLED=1\nNO_COLOR=1\n");
    }

    @Test
    void aTokenTravelsInTheEnvironmentForItsHost() throws Exception {
        gh("echo " + URL);
        VcsCredentials token = new VcsCredentials("", "", "", "s3cret-token");

        open("https://github.com/acme/shop", token);
        assertThat(log()).contains("GH_TOKEN=s3cret-token\n");
        open("https://git.acme.example/acme/shop", token);
        assertThat(log()).contains("GH_ENTERPRISE_TOKEN=s3cret-token\n", "<git.acme.example/acme/shop>");
        assertThat(log().lines().findFirst().orElseThrow()).doesNotContain("s3cret");
    }

    @Test
    void ofARepositoryWithoutAHostGhIsAskedAllTheSame() throws Exception {
        gh("echo " + URL);

        assertThat(open(place.origin.toString(), VcsCredentials.NONE)).isEqualTo(new Opened(URL, false));
        assertThat(log()).doesNotContain("--repo");
    }

    @Test
    void anAnswerWithoutAnAddressIsKept() throws Exception {
        gh("echo 'It is done.'");

        assertThat(open()).isEqualTo(new Unnamed("It is done."));
    }

    @Test
    void oneThatIsOpenAlreadyIsFound() throws Exception {
        gh("echo 'a pull request for branch \"agent/s-1\" into branch \"main\" already exists:' >&2; echo " + URL
                + " >&2; exit 1");

        assertThat(open()).isEqualTo(new Opened(URL, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "To get started with GitHub CLI, please run: gh auth login | AUTHENTICATION",
                "HTTP 401: Bad credentials (https://api.github.com/graphql) | AUTHENTICATION",
                "error connecting to api.github.com | UNREACHABLE",
                "HTTP 502: Server Error | UNREACHABLE",
                "pull request create failed: GraphQL: No commits between main and agent/s-1 | FAILED",
            })
    void whatGoesWrongHasAReasonAndItsWords(String said, Rejection reason) throws Exception {
        gh("echo '" + said + "' >&2; exit 1");

        assertThat(open()).isInstanceOfSatisfying(PullRequestOutcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message()).isEqualTo("exit code 1: " + said);
        });
    }

    @Test
    void secretsLeaveNeitherInTheTextNorInTheAnswer() throws Exception {
        place.secrets.addAll(List.of("It **works**.", "api.github.com/secret"));
        gh("echo 'failed: https://api.github.com/secret' >&2; exit 1");

        assertThat(open())
                .isInstanceOfSatisfying(
                        PullRequestOutcome.Rejected.class,
                        rejected -> assertThat(rejected.message()).contains("https://[redacted]"));
        assertThat(log()).contains("[redacted]").doesNotContain("works");
    }

    @Test
    void ghThatHasNoAnswerIsEnded() throws Exception {
        gh("echo waiting >&2; exec sleep 600");
        PullRequest request = new PullRequest("T", "B", Place.BRANCH, "", VcsCredentials.NONE);

        PullRequestOutcome outcome = ((PullRequests) place.open()).openPullRequest(request, Duration.ofSeconds(2));

        assertThat(outcome).isInstanceOfSatisfying(PullRequestOutcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejection.TIMED_OUT);
            assertThat(rejected.message()).contains("within 2 s");
        });
    }

    @Test
    void withoutGhTheOperatorIsToldWhatToDo() throws Exception {
        place.environment.put("PATH", place.root.resolve("bin").toString());

        assertThat(open()).isInstanceOfSatisfying(PullRequestOutcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejection.UNSUPPORTED);
            assertThat(rejected.message()).contains("install the GitHub CLI", Place.BRANCH);
        });
    }
}
