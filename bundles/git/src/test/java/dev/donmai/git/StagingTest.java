package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an agent left lying becomes a commit, whatever else it left. */
@ParameterizedClass
@EnumSource(GitBackend.class)
class StagingTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final GitBackend backend;
    private final Sandbox sandbox;
    private final Path area;
    private final String base;

    StagingTest(GitBackend backend, @TempDir Path temporary) throws IOException {
        this.backend = backend;
        sandbox = new Sandbox(temporary.toRealPath());
        base = sandbox.workingCopy(backend, CloneStrategy.FULL);
        area = sandbox.root.resolve("area");
    }

    private Staging stage() throws GitException, InterruptedException {
        return sandbox.git(backend).stage(area, LIMIT);
    }

    private String commitAll(String message) throws GitException, InterruptedException {
        try (Staging staging = stage()) {
            return staging.commit(message);
        }
    }

    private void write(String path, String content) {
        Sandbox.write(area.resolve(path), content);
    }

    @Test
    void newChangedAndRemovedFilesAreCommittedOnTheBranch() throws Exception {
        write("new/file.txt", "new\n");
        write("README.md", "changed\n");
        Files.delete(area.resolve("src/code.txt"));

        try (Staging staging = stage()) {
            assertThat(staging.files())
                    .containsExactly(
                            new StagedFile("README.md", false, false),
                            new StagedFile("new/file.txt", false, false),
                            new StagedFile("src/code.txt", false, false));
            assertThat(sandbox.run(area, "rev-parse", "HEAD")).isEqualTo(base);
            String commit = staging.commit("Save it\n\nSession: s-1\n");
            assertThat(sandbox.run(area, "rev-parse", "refs/heads/agent/1")).isEqualTo(commit);
        }
        assertThat(sandbox.run(area, "log", "-1", "--format=%P %an %s%n%b"))
                .isEqualTo(base + " Donmai agent Save it\nSession: s-1");
        assertThat(sandbox.run(area, "show", "--name-status", "--format=", "HEAD"))
                .isEqualTo("M\tREADME.md\nA\tnew/file.txt\nD\tsrc/code.txt");
        assertThat(sandbox.run(area, "status", "--porcelain")).isEmpty();
        assertThat(sandbox.run(area, "reflog", "-1", "--format=%gs", "agent/1")).isEqualTo("commit: Save it");
    }

    @Test
    void whatIsLeftOutStaysAsItWas() throws Exception {
        write("keep.txt", "keep\n");
        write("build/out.bin", "out\n");
        write("README.md", "changed\n");
        Files.delete(area.resolve("src/code.txt"));
        sandbox.run(area, "add", "build/out.bin");

        try (Staging staging = stage()) {
            staging.leaveOut(List.of("build/out.bin", "README.md", "src/code.txt"));
            assertThat(staging.files()).containsExactly(new StagedFile("keep.txt", false, false));
            staging.commit("Save it");
        }
        assertThat(sandbox.run(area, "show", "--name-status", "--format=", "HEAD"))
                .isEqualTo("A\tkeep.txt");
        assertThat(sandbox.run(area, "status", "--porcelain")).isEqualTo(" M README.md\n D src/code.txt\n?? build/");
        assertThat(area.resolve("build/out.bin")).hasContent("out");
    }

    @Test
    void nothingToCommitLeavesTheCommitThatIsThere() throws Exception {
        assertThat(commitAll("Nothing")).isEqualTo(base);
        assertThat(sandbox.run(area, "rev-parse", "HEAD")).isEqualTo(base);
    }

    @Test
    void untilTheCommitTheIndexIsNotTouched() throws Exception {
        write("new.txt", "new\n");
        byte[] index = Files.readAllBytes(area.resolve(".git/index"));
        try (Staging staging = stage()) {
            assertThat(staging.files()).hasSize(1);
        }
        assertThat(area.resolve(".git/index")).hasBinaryContent(index);
    }

    @Test
    void theLockOfAGitThatWasKilledIsNoObstacle() throws Exception {
        write("new.txt", "new\n");
        write(".git/index.lock", "");

        commitAll("Save it");

        assertThat(sandbox.run(area, "show", "--name-only", "--format=", "HEAD"))
                .isEqualTo("new.txt");
        assertThat(sandbox.run(area, "status", "--porcelain")).isEmpty();
        assertThat(area.resolve(".git/index.lock")).doesNotExist();
    }

    @Test
    void aLockedBranchIsSaidToBeLocked() throws Exception {
        write("new.txt", "new\n");
        write(".git/refs/heads/agent/1.lock", "");

        GitException e = catchThrowableOfType(GitException.class, () -> commitAll("Save it"));

        assertThat(e.reason()).isEqualTo(Reason.LOCKED);
        assertThat(sandbox.run(area, "rev-parse", "HEAD")).isEqualTo(base);
        assertThat(sandbox.run(area, "status", "--porcelain")).isEqualTo("?? new.txt");
    }

    @Test
    void noProgramOfTheWorkingCopyIsRun() throws Exception {
        String touch = "touch " + sandbox.root + "/ran";
        for (String hook :
                List.of("pre-commit", "post-commit", "commit-msg", "reference-transaction", "post-index-change")) {
            write(".git/hooks/" + hook, "#!/bin/sh\n" + touch + "\n");
            Sandbox.mode(area.resolve(".git/hooks/" + hook), "rwxr-xr-x");
        }
        sandbox.run(area, "config", "filter.evil.clean", touch);
        sandbox.run(area, "config", "core.fsmonitor", touch);
        sandbox.run(area, "config", "commit.gpgSign", "true");
        sandbox.run(area, "config", "gpg.program", touch);
        Files.deleteIfExists(sandbox.root.resolve("ran"));
        write(".gitattributes", "*.txt filter=evil\n");
        write("new.txt", "new\n");

        commitAll("Save it");

        assertThat(sandbox.root.resolve("ran")).doesNotExist();
        assertThat(sandbox.run(area, "show", "HEAD:new.txt")).isEqualTo("new");
    }

    @Test
    void aProgramThatHidesBehindMoreSettingsThanAreReadIsNotRun() throws Exception {
        String touch = "touch " + sandbox.root + "/ran";
        Files.writeString(
                area.resolve(".git/config"),
                "[filter \"evil\"]\n\tclean = " + touch + "\n[filter \"pad\"]\n" + "clean\n".repeat(950_000),
                StandardOpenOption.APPEND);
        write(".gitattributes", "*.txt filter=evil\n");
        write("new.txt", "new\n");

        if (backend == GitBackend.NATIVE) {
            assertThat(catchThrowableOfType(GitException.class, () -> commitAll("Save it")))
                    .hasMessageContaining("more to say than is read");
        } else {
            commitAll("Save it");
        }

        assertThat(sandbox.root.resolve("ran")).doesNotExist();
    }

    @Test
    void nothingIsWrittenToARepositoryThatLeadsOutOfTheWorkingCopy() throws Exception {
        Path other = sandbox.history("other");
        String before = sandbox.run(other, "for-each-ref");
        write("new.txt", "new\n");
        Path git = area.resolve(".git");
        for (String script : List.of(
                "mv .git/refs/heads .git/moved && ln -s '" + other + "/.git/refs/heads' .git/refs/heads",
                "rm -r .git/refs/heads && mv .git/moved .git/refs/heads && echo '" + other + "/.git' > .git/commondir",
                "rm -r .git && ln -s '" + other + "/.git' .git",
                "rm .git && echo 'gitdir: " + other + "/.git' > .git")) {
            sandbox.exec(area, List.of("sh", "-c", script));
            GitException e = catchThrowableOfType(GitException.class, () -> commitAll("Save it"));
            assertThat(e).as(script).hasMessageContaining(git.toString()).hasMessageContaining("leads out");
        }
        assertThat(sandbox.run(other, "for-each-ref")).isEqualTo(before);
        assertThat(sandbox.run(other, "status", "--porcelain")).isEmpty();
    }

    @Test
    void withoutABranchTheDetachedHeadAdvances() throws Exception {
        sandbox.run(area, "checkout", "-q", "--detach");
        write("new.txt", "new\n");

        String commit = commitAll("Save it");

        assertThat(sandbox.run(area, "rev-parse", "HEAD")).isEqualTo(commit);
        assertThat(sandbox.run(area, "rev-parse", "agent/1")).isEqualTo(base);
    }

    @Test
    void aBranchWithoutACommitGetsItsFirst() throws Exception {
        sandbox.run(area, "checkout", "-q", "--orphan", "fresh");

        String commit = commitAll("Begin");

        assertThat(sandbox.run(area, "rev-parse", "refs/heads/fresh")).isEqualTo(commit);
        assertThat(sandbox.run(area, "log", "--format=%P", "fresh")).isEmpty();
    }

    @Test
    void aMergeUnderWayIsConcluded() throws Exception {
        String other = sandbox.run(area, "rev-parse", "refs/remotes/origin/side");
        sandbox.run(area, "merge", "--no-commit", "--no-ff", "-q", "origin/side");

        String commit = commitAll("Save the merge");

        assertThat(sandbox.run(area, "log", "-1", "--format=%P", commit)).isEqualTo(base + " " + other);
        assertThat(sandbox.run(area, "status")).contains("nothing to commit").doesNotContain("merging");
    }

    @Test
    void aRepositoryInsideTheTreeIsToldApart() throws Exception {
        Path inner = sandbox.history("inner");
        sandbox.exec(
                sandbox.root,
                List.of("mv", inner.toString(), area.resolve("vendored").toString()));

        try (Staging staging = stage()) {
            assertThat(staging.files()).containsExactly(new StagedFile("vendored", true, false));
            staging.leaveOut(List.of("vendored"));
            assertThat(staging.files()).isEmpty();
        }
    }

    @Test
    void aLargeFileWithoutItsFilterIsToldApart() throws Exception {
        write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
        write("large.bin", "content\n");

        try (Staging staging = stage()) {
            assertThat(staging.files())
                    .containsExactly(
                            new StagedFile(".gitattributes", false, false), new StagedFile("large.bin", false, true));
        }
    }

    @Test
    void namesThatGitQuotesAreTakenAsTheyAre() throws Exception {
        write("ü \"quoted\"\tname.txt", "x\n");
        write(":(top)odd", "x\n");

        try (Staging staging = stage()) {
            assertThat(staging.files())
                    .extracting(StagedFile::path)
                    .containsExactly(":(top)odd", "ü \"quoted\"\tname.txt");
            staging.leaveOut(List.of(":(top)odd"));
            staging.commit("Save it");
        }
        assertThat(sandbox.run(area, "-c", "core.quotePath=false", "status", "--porcelain", "-z"))
                .isEqualTo("?? :(top)odd\0");
    }
}
