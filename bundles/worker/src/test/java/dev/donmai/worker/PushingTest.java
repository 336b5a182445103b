package dev.donmai.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a session's work gets to its repository (sessions.md §2.15), and what keeps it from it. */
class PushingTest extends SessionOfPlatform {

    @Test
    void thePullRequestSaysWhatItIs() throws IOException, InterruptedException {
        run("development", "echo work > file");
        assertThat(root.resolve("gh.log")).content().contains("pr create", "--title A-1: Fix", "--head " + BRANCH);
    }

    @Test
    void aCommitThatWasNotPushedIsPushedAsItIs() throws IOException, InterruptedException {
        JsonNode printed = run(
                "development",
                "echo work > file; git add file; git -c user.name=a -c user.email=a@b commit -qm 'Do it'");
        assertThat(subject()).isEqualTo("Do it");
        assertThat(stage.remoteBranch(BRANCH)).isEqualTo(head());
        assertThat(printed.path("commitSha").asText()).isEqualTo(head());
        assertThat(printed.path("pullRequestUrl").asText()).isEqualTo(PULL_REQUEST);
    }

    @Test
    void aBranchThatTheAgentPushedIsProposed() throws IOException, InterruptedException {
        JsonNode printed = run(
                "development",
                "echo work > file; git add file; git -c user.name=a -c user.email=a@b commit -qm 'Do it';"
                        + " git push -q origin HEAD");
        assertThat(subject()).isEqualTo("Do it");
        assertThat(stage.remoteBranch(BRANCH)).isEqualTo(head());
        assertThat(printed.path("pullRequestUrl").asText()).isEqualTo(PULL_REQUEST);
        assertThat(root.resolve("gh.log")).content().hasLineCount(1);
    }

    @Test
    void aSessionThatChangedNothingPushesNothing() throws IOException, InterruptedException {
        JsonNode printed = run("development", "true");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(asked("gh")).isFalse();
        assertThat(printed.path("backstopReport").path("unfilledFields")).hasToString("[\"pullRequestUrl\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qa", "acceptance", "research", "refinement", "merge", "backlog-groomer"})
    void workThatOwesNoChangeIsNeverPushed(String workType) throws IOException, InterruptedException {
        JsonNode printed = run(
                workType,
                "echo work > file; git add file; git -c user.name=a -c user.email=a@b commit -qm 'Do it'; echo more > other");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        assertThat(printed.has("backstopReport")).isFalse();
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(asked("gh")).isFalse();
        assertThat(Stage.git(stage.worktree(), "status", "--porcelain")).isEqualTo("?? other");
    }

    /** Everything but the push goes as it should: the status stays, and the report has git's words. */
    private void assertPushFailed(String words) throws IOException, InterruptedException {
        JsonNode printed = run("development", "echo work > file; echo 'say: WORK_RESULT:passed'");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        JsonNode report = printed.path("backstopReport");
        assertThat(report.path("pushed").asBoolean()).isFalse();
        assertThat(report.path("prCreated").asBoolean()).isFalse();
        assertThat(report.path("diagnostics").asText())
                .startsWith("git push failed: ")
                .contains(words);
        assertThat(subject()).isEqualTo("Backstop: A-1 (s-1)");
        assertThat(asked("gh")).isFalse();
    }

    @Test
    void aPushThatTheServerRejects() throws IOException, InterruptedException {
        Path hook = stage.remoteRepository().resolve("hooks/pre-receive");
        Files.createDirectories(hook.resolveSibling(""));
        Files.writeString(hook, "#!/bin/sh\necho 'no pushes on Fridays' >&2\nexit 1\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertPushFailed("no pushes on Fridays");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
    }

    @Test
    void aBranchThatSomebodyElseHasPushed() throws IOException, InterruptedException {
        Path other = root.resolve("other");
        Stage.git(root, "clone", "--quiet", stage.remoteRepository().toString(), other.toString());
        Files.writeString(other.resolve("theirs"), "x");
        Stage.git(other, "add", "theirs");
        Stage.git(other, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "theirs");
        Stage.git(other, "push", "--quiet", "origin", "HEAD:refs/heads/" + BRANCH);
        String theirs = stage.remoteBranch(BRANCH);
        assertPushFailed(BRANCH);
        assertThat(stage.remoteBranch(BRANCH))
                .as("nobody's work is overwritten")
                .isEqualTo(theirs);
    }

    @Test
    void aBranchThatSomebodyElseHasChangedSinceItWasPushed() throws IOException, InterruptedException {
        String commit = "git -c user.name=a -c user.email=a@b commit -qm it; ";
        JsonNode printed = run(
                "development",
                "echo work > file; git add file; " + commit + "git push -q origin HEAD; git clone -q -b " + BRANCH + " "
                        + stage.remoteRepository() + " ../other; cd ../other; echo x > theirs; git add theirs; "
                        + commit
                        + "git push -q origin HEAD; cd ../s-1; echo more > file");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        assertThat(printed.path("backstopReport").path("diagnostics").asText())
                .startsWith("git push failed: ")
                .contains(BRANCH, "by hand");
        assertThat(stage.remoteBranch(BRANCH))
                .as("nobody's work is overwritten")
                .isEqualTo(Stage.git(stage.worktree().resolveSibling("other"), "rev-parse", "HEAD"));
        assertThat(asked("gh")).isFalse();
    }

    @Test
    void aRefThatIsLocked() throws IOException, InterruptedException {
        Path lock = stage.remoteRepository().resolve("refs/heads/" + BRANCH + ".lock");
        Files.createDirectories(lock.resolveSibling(""));
        Files.createFile(lock);
        assertPushFailed("lock");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
    }

    @Test
    void aBranchThatWasPushedAndDeletedSinceIsNotMadeAgain() throws IOException, InterruptedException {
        String push = "git -c user.name=a -c user.email=a@b commit -qam one; git push -q origin HEAD; ";
        JsonNode printed = run(
                "development",
                "echo work > file; git add file; " + push + "git --git-dir=" + stage.remoteRepository()
                        + " update-ref -d refs/heads/" + BRANCH + "; echo more > file");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(printed.path("backstopReport").path("diagnostics").asText())
                .startsWith("git push failed: ")
                .contains("deleted");
    }
}
