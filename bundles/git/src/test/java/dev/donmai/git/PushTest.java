package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.donmai.git.GitException.Reason;
import dev.donmai.git.PushResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Between a working copy and a bare repository on this machine. */
@ParameterizedClass
@EnumSource(GitBackend.class)
class PushTest {
    private static final String BRANCH = "agent/1";

    private final GitBackend backend;
    private final Sandbox sandbox;
    private final Path origin;
    private final Path area;

    PushTest(GitBackend backend, @TempDir Path temporary) throws IOException {
        this.backend = backend;
        sandbox = new Sandbox(temporary.toRealPath());
        origin = sandbox.root.resolve("origin.git");
        area = sandbox.root.resolve("area");
    }

    @BeforeEach
    void checkOut() throws Exception {
        Path source = sandbox.history("source");
        sandbox.run(sandbox.root, "clone", "-q", "--bare", source.toString(), origin.toString());
        checkOut(CloneStrategy.FULL);
    }

    private void checkOut(CloneStrategy strategy) throws GitException, InterruptedException {
        sandbox.git(backend)
                .checkOut(CheckoutRequest.of(origin.toString(), area)
                        .withBranch(BRANCH)
                        .withStrategy(strategy)
                        .withMirrors(sandbox.root.resolve("mirrors")));
    }

    private PushResult push() throws GitException, InterruptedException {
        return push(BRANCH);
    }

    private PushResult push(String branch) throws GitException, InterruptedException {
        return sandbox.git(backend)
                .push(new PushOrder(
                        area,
                        sandbox.run(area, "rev-parse", "HEAD"),
                        branch,
                        origin.toString(),
                        GitCredentials.NONE,
                        Duration.ofMinutes(1)));
    }

    private String head() {
        return sandbox.run(area, "rev-parse", "HEAD");
    }

    private String remote(String branch) {
        return sandbox.run(origin, "for-each-ref", "--format=%(objectname)", "refs/heads/" + branch);
    }

    /** What somebody else does with the branch. */
    private String commitElsewhere(String branch, String start) {
        Path other = sandbox.root.resolve("other");
        if (!Files.exists(other)) {
            sandbox.run(sandbox.root, "clone", "-q", origin.toString(), other.toString());
        }
        sandbox.run(other, "fetch", "-q", "origin");
        sandbox.run(other, "checkout", "-q", "-B", branch, start);
        String commit = sandbox.commit(other, "theirs.txt", "theirs\n");
        sandbox.run(other, "push", "-q", "origin", branch);
        return commit;
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void aNewBranchIsMadeAndAdvanced(CloneStrategy strategy) throws Exception {
        sandbox.exec(sandbox.root, List.of("rm", "-rf", area.toString()));
        checkOut(strategy);
        sandbox.commit(area, "one.txt", "one\n");

        assertThat(push()).isEqualTo(new PushResult(State.PUSHED, ""));
        assertThat(remote(BRANCH)).isEqualTo(head());
        assertThat(sandbox.run(area, "rev-parse", "refs/remotes/origin/" + BRANCH))
                .isEqualTo(head());
        assertThat(sandbox.git(backend).status(area).unpushed()).isFalse();

        sandbox.commit(area, "two.txt", "two\n");
        assertThat(push().state()).isEqualTo(State.PUSHED);
        assertThat(remote(BRANCH)).isEqualTo(head());
        assertThat(push().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(sandbox.run(origin, "fsck", "--no-dangling")).isEmpty();
    }

    @Test
    void theBranchIsTrackedAsAfterAnyPush() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        push();

        assertThat(sandbox.run(area, "rev-parse", "--abbrev-ref", BRANCH + "@{upstream}"))
                .isEqualTo("origin/" + BRANCH);
    }

    @Test
    void whatThisWorkingCopyPushedItMayReplace() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        push();
        sandbox.run(area, "commit", "-q", "--amend", "-m", "Rewritten");

        assertThat(push().state()).isEqualTo(State.REPLACED);
        assertThat(remote(BRANCH)).isEqualTo(head());
    }

    @Test
    void soWithWhatTheAgentPushedByItself() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        sandbox.run(area, "push", "-q", "origin", BRANCH);
        sandbox.run(area, "commit", "-q", "--amend", "-m", "Rewritten");

        assertThat(push().state()).isEqualTo(State.REPLACED);
        assertThat(remote(BRANCH)).isEqualTo(head());
    }

    @Test
    void aBranchThatChangedSinceItWasPushedHasDiverged() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        push();
        String theirs = commitElsewhere(BRANCH, "origin/" + BRANCH);
        sandbox.commit(area, "two.txt", "two\n");

        PushResult result = push();

        assertThat(result.state()).isEqualTo(State.DIVERGED);
        assertThat(result.message()).contains(BRANCH, origin.toString(), "by hand");
        assertThat(remote(BRANCH)).isEqualTo(theirs);
    }

    @Test
    void aRewrittenBranchThatChangedSinceHasDivergedToo() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        push();
        String theirs = commitElsewhere(BRANCH, "origin/" + BRANCH);
        sandbox.run(area, "commit", "-q", "--amend", "-m", "Rewritten");

        assertThat(push().state()).isEqualTo(State.DIVERGED);
        assertThat(remote(BRANCH)).isEqualTo(theirs);
    }

    @Test
    void somebodyElsesBranchOfTheNameIsLeftAlone() throws Exception {
        String theirs = commitElsewhere(BRANCH, "origin/main");
        sandbox.commit(area, "one.txt", "one\n");

        PushResult result = push();

        assertThat(result.state()).isEqualTo(State.NON_FAST_FORWARD);
        assertThat(result.message()).contains("Nothing was overwritten");
        assertThat(remote(BRANCH)).isEqualTo(theirs);

        sandbox.run(area, "fetch", "-q", "origin");
        assertThat(push().state()).isEqualTo(State.NON_FAST_FORWARD);
    }

    @Test
    void aBranchThatHasTheCommitAndMoreIsUpToDate() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        push();
        String theirs = commitElsewhere(BRANCH, "origin/" + BRANCH);

        assertThat(push().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(remote(BRANCH)).isEqualTo(theirs);
    }

    @Test
    void aDeletedBranchIsNotMadeAgain() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        push();
        sandbox.run(origin, "branch", "-D", BRANCH);
        sandbox.commit(area, "two.txt", "two\n");

        PushResult result = push();

        assertThat(result.state()).isEqualTo(State.DELETED);
        assertThat(result.message()).contains("deleted", "merged");
        assertThat(remote(BRANCH)).isEmpty();
    }

    @Test
    void aLockThatWasLeftBehindIsSaid() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        Sandbox.write(origin.resolve("refs/heads/" + BRANCH + ".lock"), "");

        PushResult result = push();

        assertThat(result.state()).isEqualTo(State.LOCKED);
        assertThat(result.message()).contains(BRANCH, "lock");
        assertThat(remote(BRANCH)).isEmpty();
    }

    @Test
    void theDefaultBranchIsRefusedWhateverItsName() throws Exception {
        sandbox.run(origin, "branch", "-m", "main", "trunk");
        String before = remote("trunk");
        sandbox.commit(area, "one.txt", "one\n");

        assertThat(push("trunk").state()).isEqualTo(State.DEFAULT_BRANCH);
        assertThat(remote("trunk")).isEqualTo(before);
    }

    @Test
    void aHookThatRejectsSaysWhy() throws Exception {
        Sandbox.write(origin.resolve("hooks/pre-receive"), "#!/bin/sh\necho 'No agents on Fridays.' >&2\nexit 1\n");
        Sandbox.mode(origin.resolve("hooks/pre-receive"), "rwxr-xr-x");
        sandbox.commit(area, "one.txt", "one\n");

        PushResult result = push();

        assertThat(result.state()).isEqualTo(State.REFUSED);
        // JGit can't run it, so it doesn't go around it.
        assertThat(result.message()).contains(backend == GitBackend.NATIVE ? "No agents on Fridays." : "Install git");
        assertThat(remote(BRANCH)).isEmpty();
    }

    @Test
    void aBranchThatIsCheckedOutThereIsRefused() throws Exception {
        Path used = sandbox.root.resolve("used");
        sandbox.run(sandbox.root, "clone", "-q", origin.toString(), used.toString());
        sandbox.run(used, "remote", "set-head", "origin", "main");
        sandbox.run(used, "checkout", "-q", "-b", "work");
        String before = sandbox.run(used, "rev-parse", "work");
        sandbox.commit(area, "one.txt", "one\n");

        PushResult result = sandbox.git(backend)
                .push(new PushOrder(area, head(), "work", used.toString(), GitCredentials.NONE, Duration.ofMinutes(1)));

        // Where nothing else is known, the branch that is checked out is the default one.
        assertThat(result.state()).isEqualTo(State.DEFAULT_BRANCH);
        assertThat(sandbox.run(used, "rev-parse", "work")).isEqualTo(before);
    }

    @Test
    void theConfigurationAndHooksOfTheWorkingCopyDontCount() throws Exception {
        Path elsewhere = sandbox.directory("elsewhere.git");
        sandbox.run(elsewhere, "init", "-q", "--bare");
        String touch = "touch " + sandbox.root + "/ran";
        sandbox.run(area, "config", "url." + elsewhere + ".insteadOf", origin.toString());
        sandbox.run(area, "config", "url." + elsewhere + ".pushInsteadOf", origin.toString());
        sandbox.run(area, "config", "remote.origin.pushurl", elsewhere.toString());
        sandbox.run(area, "config", "core.sshCommand", touch);
        sandbox.run(area, "config", "credential.helper", "!" + touch);
        sandbox.run(area, "config", "core.alternateRefsCommand", touch);
        for (String hook : List.of("pre-push", "reference-transaction")) {
            Sandbox.write(area.resolve(".git/hooks/" + hook), "#!/bin/sh\n" + touch + "\n");
            Sandbox.mode(area.resolve(".git/hooks/" + hook), "rwxr-xr-x");
        }
        sandbox.commit(area, "one.txt", "one\n");
        Files.deleteIfExists(sandbox.root.resolve("ran"));

        assertThat(push().state()).isEqualTo(State.PUSHED);
        assertThat(remote(BRANCH)).isEqualTo(head());
        assertThat(sandbox.run(elsewhere, "for-each-ref")).isEmpty();
        assertThat(sandbox.root.resolve("ran")).doesNotExist();
    }

    @Test
    void tagsAndOtherBranchesStayHere() throws Exception {
        Sandbox.write(sandbox.home.resolve(".gitconfig"), "[push]\n\tfollowTags = true\n\tdefault = matching\n");
        sandbox.commit(area, "one.txt", "one\n");
        sandbox.run(area, "tag", "-a", "-m", "Mine", "mine");
        sandbox.run(area, "branch", "other");

        push();

        assertThat(sandbox.run(origin, "tag", "--list", "mine")).isEmpty();
        assertThat(remote("other")).isEmpty();
    }

    @Test
    void aRepositoryThatIsNotThereIsNamed() {
        sandbox.commit(area, "one.txt", "one\n");
        sandbox.exec(sandbox.root, List.of("mv", origin.toString(), origin + ".gone"));

        GitException e = catchThrowableOfType(GitException.class, this::push);

        assertThat(e.reason()).isEqualTo(Reason.NO_REPOSITORY);
        assertThat(e).hasMessageContaining(origin.toString());
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        sandbox.commit(area, "one.txt", "one\n");
        push();
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(entries.filter(this::borrowsFromHere)).isEmpty();
        }
    }

    /** Other tests and programs put their things there, too, and take them away again. */
    private boolean borrowsFromHere(Path entry) {
        try {
            return Files.readString(entry.resolve("push.git/objects/info/alternates"))
                    .startsWith(area.toString());
        } catch (IOException e) {
            return false;
        }
    }
}
