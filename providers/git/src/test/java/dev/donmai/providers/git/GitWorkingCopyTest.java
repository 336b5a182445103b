package dev.donmai.providers.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitOutcome.Committed;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.PushRequest.Reach;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsCredentials;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.WorkState;
import dev.donmai.api.vcs.Workarea;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWorkingCopyTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path dir;

    private Place place;

    @BeforeEach
    void setUp() throws Exception {
        place = new Place(dir.toRealPath());
    }

    private CommitOutcome commit(String message) throws Exception {
        return place.open().commit(CommitRequest.of(message), LIMIT);
    }

    private PushOutcome push(String branch) throws Exception {
        return place.open().push(new PushRequest(branch, Reach.ANYWHERE, VcsCredentials.NONE), LIMIT);
    }

    private PushOutcome push() throws Exception {
        return push(Place.BRANCH);
    }

    @Test
    void itCanOpenPullRequestsAsItsRecordSays() throws Exception {
        assertThat(new GitProvider().capabilities().pullRequests()).isTrue();
        assertThat(place.open()).isInstanceOf(PullRequests.class);
    }

    @Test
    void aDirectoryThatIsNoWorkingCopyIsNamed() {
        assertThatThrownBy(
                        () -> new GitVersionControl().open(new Workarea(place.scratchDirectory(), "/r", "", ""), place))
                .isInstanceOf(VcsException.class)
                .hasMessageContaining(place.scratchDirectory().toString());
    }

    @Test
    void excludedDirectoriesAreNeverSeenByGit() throws Exception {
        place.open().exclude(List.of(".notes", ".agent"));
        place.open().exclude(List.of(".notes"));
        place.write(".notes/a", "x");
        place.write(".agent/events.jsonl", "x");
        place.write("docs/.notes/a", "x");

        assertThat(place.run(place.area, "status", "--porcelain", "-uall")).isEqualTo("?? docs/.notes/a");
        assertThat(Files.readAllLines(place.area.resolve(".git/info/exclude")))
                .containsOnlyOnce("/.notes/")
                .containsOnlyOnce("/.agent/");
    }

    @Test
    void whatHappenedIsTold() throws Exception {
        assertThat(place.open().inspect(LIMIT))
                .isEqualTo(new WorkState(place.base, Place.BRANCH, place.base, List.of(), List.of(), false, false));

        String first = place.commit("a.txt", "a\n");
        String second = place.commit("b.txt", "b\n");
        place.write("c.txt", "c\n");
        place.write("a.txt", "changed\n");

        assertThat(place.open().inspect(LIMIT))
                .isEqualTo(new WorkState(
                        place.base,
                        Place.BRANCH,
                        second,
                        List.of("a.txt", "c.txt"),
                        List.of(
                                new WorkState.Commit(first, "Write a.txt"),
                                new WorkState.Commit(second, "Write b.txt")),
                        false,
                        true));
    }

    @Test
    void whatIsLeftLyingIsCommittedWithoutWhatNoRepositoryWants() throws Exception {
        place.write("src/a.txt", "a\n");
        place.write("node_modules/x/index.js", "x\n");
        place.write("server.log", "x\n");
        Map<String, String> trailers = new LinkedHashMap<>();
        trailers.put("Donmai-Session", "s-1");
        trailers.put("Donmai-Runtime", "stub\n1.0");

        CommitOutcome outcome = place.open().commit(new CommitRequest("Backstop: SHOP-1 (s-1)", trailers, 200), LIMIT);

        assertThat(outcome).isInstanceOfSatisfying(Committed.class, committed -> {
            assertThat(committed.commit()).isEqualTo(place.run(place.area, "rev-parse", Place.BRANCH));
            assertThat(committed.files()).isEqualTo(1);
            assertThat(committed.leftOut()).containsExactly("node_modules/x/index.js", "server.log");
        });
        assertThat(place.run(place.area, "show", "--name-only", "--format=%B", "HEAD"))
                .isEqualTo("Backstop: SHOP-1 (s-1)\n\nDonmai-Session: s-1\nDonmai-Runtime: stub 1.0\n\n\nsrc/a.txt");
    }

    @Test
    void onlyUnwantedFilesAreNothing() throws Exception {
        place.write("dist/app.js", "x\n");

        assertThat(commit("Save")).isEqualTo(new CommitOutcome.Nothing(List.of("dist/app.js")));
        assertThat(place.run(place.area, "rev-parse", "HEAD")).isEqualTo(place.base);
    }

    @Test
    void anAvalancheIsNotCommitted() throws Exception {
        for (int i = 0; i <= CommitRequest.MAX_FILES; i++) {
            place.write("many/" + i + ".txt", "x\n");
        }
        assertThat(commit("Save")).isEqualTo(new CommitOutcome.TooMany(201, 200));
        assertThat(place.run(place.area, "status", "--porcelain")).isEqualTo("?? many/");

        Files.delete(place.area.resolve("many/0.txt"));
        assertThat(commit("Save"))
                .isInstanceOfSatisfying(
                        Committed.class, c -> assertThat(c.files()).isEqualTo(200));
    }

    @Test
    void aRepositoryInsideTheTreeIsLeftOut() throws Exception {
        place.run(
                place.root,
                "clone",
                "-q",
                place.origin.toString(),
                place.area.resolve("inner").toString());

        assertThat(commit("Save")).isEqualTo(new CommitOutcome.Nothing(List.of("inner")));
    }

    @Test
    void aLockedBranchIsRejectedAsSuch() throws Exception {
        place.write("a.txt", "a\n");
        place.write(".git/refs/heads/" + Place.BRANCH + ".lock", "");

        assertThat(commit("Save")).isInstanceOfSatisfying(CommitOutcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejection.LOCKED);
            assertThat(rejected.message()).contains(".lock");
        });
    }

    @Test
    void theBranchIsPushedOnce() throws Exception {
        String commit = place.commit("a.txt", "a\n");

        assertThat(push()).isEqualTo(new PushOutcome.Pushed(Place.BRANCH, commit, false));
        assertThat(place.remoteBranch(Place.BRANCH)).isEqualTo(commit);
        assertThat(push()).isEqualTo(new PushOutcome.UpToDate(Place.BRANCH, commit));
    }

    @Test
    void aBranchThatAddsNothingIsNotPushed() throws Exception {
        assertThat(push()).isEqualTo(new PushOutcome.Nothing(Place.BRANCH));
        assertThat(place.remoteBranch(Place.BRANCH)).isEmpty();
    }

    @Test
    void mainAndMasterAreRefused() throws Exception {
        place.commit("a.txt", "a\n");
        for (String branch : List.of("main", "master", "")) {
            assertThat(push(branch))
                    .isEqualTo(new PushOutcome.Rejected(
                            Rejection.PROTECTED_BRANCH, "\"" + branch + "\" is no branch of a session"));
        }
        assertThat(place.remoteBranch("main")).isEqualTo(place.base);
    }

    @Test
    void soIsTheDefaultBranchWhateverItsName() throws Exception {
        place.run(place.origin, "branch", "-m", "main", "trunk");
        place.run(place.area, "checkout", "-q", "-b", "trunk");
        place.commit("a.txt", "a\n");

        assertThat(push("trunk"))
                .isInstanceOfSatisfying(
                        PushOutcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.PROTECTED_BRANCH));
        assertThat(place.remoteBranch("trunk")).isEqualTo(place.base);
    }

    @Test
    void whatCanBeNoBranchIsSaid() throws Exception {
        assertThat(push("no way"))
                .isInstanceOfSatisfying(
                        PushOutcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.NO_SUCH_BRANCH));
    }

    @Test
    void workOnAnotherBranchIsPushedUnderTheNameAskedFor() throws Exception {
        place.run(place.area, "checkout", "-q", "-b", "develop");
        String commit = place.commit("a.txt", "a\n");

        assertThat(push()).isEqualTo(new PushOutcome.Pushed(Place.BRANCH, commit, false));
        assertThat(place.remoteBranch("develop")).isEmpty();

        place.run(place.area, "branch", "-q", "-D", Place.BRANCH);
        assertThat(push()).isEqualTo(new PushOutcome.UpToDate(Place.BRANCH, commit));
    }

    @Test
    void whatTheBranchHasAloneIsNotLeftOut() throws Exception {
        String commit = place.commit("a.txt", "a\n");
        place.run(place.area, "checkout", "-q", "-b", "develop", place.base);
        place.commit("b.txt", "b\n");

        assertThat(push()).isEqualTo(new PushOutcome.Pushed(Place.BRANCH, commit, false));
    }

    @Test
    void withoutABranchTheCommitIsPushedUnderTheName() throws Exception {
        place.run(place.area, "checkout", "-q", "--detach");
        String commit = place.commit("a.txt", "a\n");

        assertThat(push()).isEqualTo(new PushOutcome.Pushed(Place.BRANCH, commit, false));
    }

    @Test
    void aSecretKeepsTheBranchHere() throws Exception {
        String token = "ghp_" + "aB3".repeat(13);
        place.commit("config.txt", "token = " + token + "\n");
        place.commit("config.txt", "token = \n");

        assertThat(push()).isInstanceOfSatisfying(PushOutcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejection.SECRETS);
            assertThat(rejected.message())
                    .contains("GitHub token in config.txt", "gitleaks:allow")
                    .doesNotContain(token);
        });
        assertThat(place.remoteBranch(Place.BRANCH)).isEmpty();
    }

    @Test
    void aSecretThatWasThereBeforeIsNobodysFault() throws Exception {
        place.write("old.txt", "token = ghp_" + "aB3".repeat(13) + "\n");
        place.run(place.area, "add", "-A");
        place.run(place.area, "commit", "-q", "-m", "Old");
        place.run(place.area, "push", "-q", "origin", "HEAD:refs/heads/feature");
        place.run(place.area, "fetch", "-q", "origin");
        String commit = place.commit("a.txt", "a\n");

        assertThat(push()).isEqualTo(new PushOutcome.Pushed(Place.BRANCH, commit, false));
    }

    @Test
    void aSecretOfTheSessionIsFoundWhateverItsForm() throws Exception {
        place.secrets.add("correct horse battery");
        place.commit("notes.txt", "It is: correct horse battery\n");

        assertThat(push())
                .isInstanceOfSatisfying(
                        PushOutcome.Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .contains("a secret of the session in notes.txt")
                                .doesNotContain("correct horse"));
    }

    @Test
    void whatTheRemoteSaysIsShownWithoutSecrets() throws Exception {
        place.secrets.add("correct horse battery");
        Path hook = place.origin.resolve("hooks/pre-receive");
        Files.writeString(hook, "#!/bin/sh\necho 'rejected: correct horse battery' >&2\nexit 1\n");
        Files.setPosixFilePermissions(hook, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        place.commit("a.txt", "a\n");

        assertThat(push()).isInstanceOfSatisfying(PushOutcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejection.POLICY);
            assertThat(rejected.message()).contains("rejected: [redacted]").doesNotContain("correct horse");
        });
    }

    @Test
    void aPushThatMayNotLeaveTheMachineGoesToARepositoryOnItAlone() throws Exception {
        String commit = place.commit("a.txt", "a\n");
        PushRequest here = new PushRequest(Place.BRANCH, Reach.THIS_MACHINE, VcsCredentials.NONE);

        assertThat(place.open("https://host.invalid/acme/shop").push(here, LIMIT))
                .isEqualTo(new PushOutcome.Kept(Place.BRANCH, commit));
        assertThat(place.open().push(here, LIMIT)).isEqualTo(new PushOutcome.Pushed(Place.BRANCH, commit, false));
    }

    @Test
    void aHostThatIsNotThereIsUnreachable() throws Exception {
        place.commit("a.txt", "a\n");

        assertThat(place.open("http://127.0.0.1:1/acme/shop")
                        .push(new PushRequest(Place.BRANCH, Reach.ANYWHERE, VcsCredentials.NONE), LIMIT))
                .isInstanceOfSatisfying(
                        PushOutcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.UNREACHABLE));
    }
}
