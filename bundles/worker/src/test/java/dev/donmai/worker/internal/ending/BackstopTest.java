package dev.donmai.worker.internal.ending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.PullRequest;
import dev.donmai.api.vcs.PullRequestOutcome;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsCredentials;
import dev.donmai.api.vcs.WorkState;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runner makes of version control's answers. */
class BackstopTest {

    @TempDir
    Path directory;

    private final List<String> done = new ArrayList<>();
    private CommitOutcome commit = new CommitOutcome.Committed("c1", 2, List.of());
    private PushOutcome push = new PushOutcome.Pushed("agent/s", "c1", false);
    private PullRequestOutcome pullRequest = new PullRequestOutcome.Opened("https://github.com/o/r/pull/9", false);
    private String branch = "agent/s";
    private int lent;

    /** Answers as told and notes what it was asked. */
    private final class Answering implements PullRequests {

        @Override
        public void exclude(List<String> directories) {
            done.add("exclude");
        }

        @Override
        public WorkState inspect(Duration limit) {
            return new WorkState(
                    "b0", branch, "c1", List.of(), List.of(new WorkState.Commit("c1", "subject")), false, true);
        }

        @Override
        public CommitOutcome commit(CommitRequest request, Duration limit) {
            done.add("commit " + request.message());
            return commit;
        }

        @Override
        public PushOutcome push(PushRequest request, Duration limit) {
            done.add("push " + request.branch() + " " + request.reach() + " "
                    + request.credentials().token());
            return push;
        }

        @Override
        public PullRequestOutcome openPullRequest(PullRequest request, Duration limit) {
            done.add("propose " + request.title() + " " + request.branch() + "→" + request.base() + " "
                    + request.credentials().token());
            return pullRequest;
        }
    }

    private BackstopReport run(BackstopExtent extent, String platform) throws Exception {
        SessionDetail detail = Json.read(
                "{\"sessionId\":\"s\",\"issueIdentifier\":\"A-1\",\"title\":\"Fix\",\"platformUrl\":\"" + platform
                        + "\"}",
                SessionDetail.class);
        Proposal proposal = new Proposal(
                detail,
                "what I did",
                "agent/s",
                "main",
                () -> new VcsCredentials("", "", "", "token" + ++lent),
                Optional.of(directory.resolve("pull-request.json")),
                () -> Instant.EPOCH);
        return new Backstop(new Answering(), proposal, Duration.ofMinutes(1)).run(extent);
    }

    private BackstopReport run(BackstopExtent extent) throws Exception {
        return run(extent, "https://p");
    }

    @Test
    void everythingIsDoneInOrderWithFreshCredentialsEachTime() throws Exception {
        BackstopReport report = run(BackstopExtent.PULL_REQUEST);
        assertThat(done)
                .containsExactly(
                        "commit Backstop: A-1 (s)",
                        "push agent/s ANYWHERE token1",
                        "propose A-1: Fix agent/s→main token2");
        assertThat(Json.line(report.json()))
                .isEqualTo("{\"triggered\":true,\"pushed\":true,\"prCreated\":true,"
                        + "\"prUrl\":\"https://github.com/o/r/pull/9\"}");
    }

    @Test
    void aPullRequestThatWasThereWasNotCreated() throws Exception {
        pullRequest = new PullRequestOutcome.Opened("u", true);
        assertThat(run(BackstopExtent.PULL_REQUEST))
                .isEqualTo(new BackstopReport(BackstopExtent.PULL_REQUEST, "c1", true, false, "u", ""));
    }

    @Test
    void theExtentIsKept() throws Exception {
        BackstopReport saved = run(BackstopExtent.COMMIT);
        assertThat(done).containsExactly("commit Backstop: A-1 (s)");
        assertThat(saved.json()).as("no backstop to speak of").isEmpty();
        assertThat(saved.warning()).isEqualTo("the unfinished work is saved as commit c1 and was not pushed");
        done.clear();
        assertThat(run(BackstopExtent.PUSH).pushed()).isTrue();
        assertThat(done).hasSize(2).noneMatch(step -> step.startsWith("propose"));
    }

    @Test
    void whatIsPushedIsTheSessionsBranchWhereverTheAgentIs() throws Exception {
        for (String left : List.of("agent/s", "develop", "")) {
            branch = left;
            run(BackstopExtent.PUSH);
            assertThat(done.getLast()).startsWith("push agent/s");
        }
    }

    @Test
    void anAccidentIsNotCommitted() throws Exception {
        commit = new CommitOutcome.TooMany(5000, 200);
        BackstopReport report = run(BackstopExtent.PULL_REQUEST);
        assertThat(done).hasSize(1);
        assertThat(report.json().path("diagnostics").asText())
                .isEqualTo("backstop aborted — 5000 files staged exceeds safety cap (200)");
        assertThat(report.json().path("unfilledFields")).hasToString("[\"pullRequestUrl\"]");
    }

    @Test
    void whatStopsAStepIsSaidInItsOwnWords() throws Exception {
        push = new PushOutcome.Rejected(Rejection.DIVERGED, "! [rejected] agent/s (fetch first)");
        BackstopReport report = run(BackstopExtent.PULL_REQUEST);
        assertThat(report.pushed()).isFalse();
        assertThat(report.diagnostics()).isEqualTo("git push failed: ! [rejected] agent/s (fetch first)");
        assertThat(done).noneMatch(step -> step.startsWith("propose"));

        push = new PushOutcome.Rejected(Rejection.PROTECTED_BRANCH, "it is the default branch");
        assertThat(run(BackstopExtent.PUSH).diagnostics())
                .isEqualTo("backstop refused to push from main/master: it is the default branch");

        push = new PushOutcome.Pushed("agent/s", "c1", false);
        pullRequest = new PullRequestOutcome.Rejected(Rejection.AUTHENTICATION, "gh auth login");
        report = run(BackstopExtent.PULL_REQUEST);
        assertThat(report.pushed()).isTrue();
        assertThat(report.diagnostics()).isEqualTo("gh pr create failed: gh auth login");
    }

    @Test
    void anEmptyBranchIsNotProposed() throws Exception {
        commit = new CommitOutcome.Nothing(List.of());
        push = new PushOutcome.Nothing("agent/s");
        BackstopReport report = run(BackstopExtent.PULL_REQUEST);
        assertThat(report.pushed()).isFalse();
        assertThat(report.diagnostics()).contains("nothing to push");
        assertThat(done).hasSize(2);
    }

    @Test
    void withoutAPlatformThePullRequestIsAFile() throws Exception {
        push = new PushOutcome.Kept("agent/s", "c1");
        BackstopReport report = run(BackstopExtent.PULL_REQUEST, "");
        assertThat(done.get(1)).startsWith("push agent/s THIS_MACHINE");
        assertThat(done).hasSize(2);
        assertThat(report.url()).startsWith("file:///").endsWith("/pull-request.json");
        JsonNode written = Json.read(directory.resolve("pull-request.json"), JsonNode.class);
        assertThat(written.path("title").asText()).isEqualTo("A-1: Fix");
        assertThat(written.path("body").asText()).startsWith("what I did\n");
        assertThat(written.path("branch").asText()).isEqualTo("agent/s");
        assertThat(written.path("pushed").asBoolean()).isFalse();
        assertThat(written.path("commits").path(0).path("sha").asText()).isEqualTo("c1");
    }
}
