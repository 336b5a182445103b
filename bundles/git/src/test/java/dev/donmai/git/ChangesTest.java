package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.donmai.files.TreeDelete;
import dev.donmai.git.ChangedFile.Status;
import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(GitBackend.class)
class ChangesTest {
    private static final ChangeLimits FEW = new ChangeLimits(2, 2, Duration.ofMinutes(1));

    private final Git git;
    private final Sandbox sandbox;
    private final Path area;
    private final String base;

    ChangesTest(GitBackend backend, @TempDir Path temporary) throws Exception {
        sandbox = new Sandbox(temporary.toRealPath());
        git = sandbox.git(backend);
        base = sandbox.workingCopy(backend, CloneStrategy.SHALLOW);
        area = sandbox.root.resolve("area");
    }

    private static org.assertj.core.groups.Tuple file(
            String path, String previous, Status status, int added, int deleted) {
        return tuple(path, previous, status, added, deleted);
    }

    private org.assertj.core.api.AbstractListAssert<?, ?, org.assertj.core.groups.Tuple, ?> assertThatFiles()
            throws Exception {
        return assertThat(git.changes(area, base).files())
                .extracting(
                        ChangedFile::path,
                        ChangedFile::previousPath,
                        ChangedFile::status,
                        ChangedFile::added,
                        ChangedFile::deleted);
    }

    @Test
    void aFreshCheckOutHasNoChanges() throws Exception {
        Changes changes = git.changes(area, base);

        assertThat(changes)
                .isEqualTo(new Changes(
                        base, new WorkareaStatus("agent/1", base, false, false), List.of(), false, List.of(), false));
        assertThat(git.diff(area, base, 10_000)).isEqualTo(new Patch("", false));
    }

    @Test
    void commitsAreListedNewestFirst() throws Exception {
        Instant before = Instant.now().minusSeconds(5);
        String first = sandbox.commit(area, "a.txt", "a\n");
        String second = sandbox.commit(area, "b.txt", "b\n");

        Changes changes = git.changes(area, base);

        assertThat(changes.status()).isEqualTo(new WorkareaStatus("agent/1", second, false, true));
        assertThat(changes.commits())
                .extracting(Commit::id, Commit::author, Commit::email, Commit::subject)
                .containsExactly(
                        tuple(second, "Ada", "ada@example.org", "Write b.txt"),
                        tuple(first, "Ada", "ada@example.org", "Write a.txt"));
        assertThat(changes.commits().getFirst().at())
                .isBetween(before, Instant.now().plusSeconds(5));
    }

    @Test
    void filesDifferCommittedStagedUnstagedAndUntracked() throws Exception {
        sandbox.commit(area, "committed.txt", "1\n2\n");
        Sandbox.write(area.resolve("staged.txt"), "1\n");
        sandbox.run(area, "add", "staged.txt");
        Sandbox.write(area.resolve("README.md"), "changed\nmore\n");
        Sandbox.write(area.resolve("new dir/ünträcked.txt"), "1\n2\n3\n");
        Files.write(area.resolve("binary.bin"), new byte[] {0, 1, 2, 0, 3});
        Files.delete(area.resolve("src/code.txt"));
        Sandbox.write(area.resolve(".agent/state.json"), "{}");
        Sandbox.write(area.resolve(".gitignore"), "*.log\n");
        Sandbox.write(area.resolve("noise.log"), "noise\n");

        assertThatFiles()
                .containsExactly(
                        file(".gitignore", "", Status.ADDED, 1, 0),
                        file("README.md", "", Status.MODIFIED, 2, 1),
                        file("binary.bin", "", Status.ADDED, -1, -1),
                        file("committed.txt", "", Status.ADDED, 2, 0),
                        file("new dir/ünträcked.txt", "", Status.ADDED, 3, 0),
                        file("src/code.txt", "", Status.DELETED, 0, 1),
                        file("staged.txt", "", Status.ADDED, 1, 0));
        Changes changes = git.changes(area, base);
        assertThat(changes.status().dirty()).isTrue();
        assertThat(changes.added()).isEqualTo(9);
        assertThat(changes.deleted()).isEqualTo(2);
    }

    @Test
    void aRenameIsOneChange() throws Exception {
        sandbox.commit(area, "long.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        String second = git.resolve(area, "HEAD");
        Files.move(area.resolve("long.txt"), area.resolve("other.txt"));

        assertThat(git.changes(area, second).files())
                .containsExactly(new ChangedFile("other.txt", "long.txt", Status.RENAMED, 0, 0));
    }

    @Test
    void aTrackedFileThatAnIgnorePatternFitsStillCounts() throws Exception {
        sandbox.commit(area, "kept.log", "1\n");
        Sandbox.write(area.resolve(".git/info/exclude"), "*.log\n");
        Sandbox.write(area.resolve("kept.log"), "2\n");

        assertThatFiles().containsExactly(file("kept.log", "", Status.ADDED, 1, 0));
        assertThat(git.status(area, base).dirty()).isTrue();
    }

    @Test
    void aChangedModeIsAChange() throws Exception {
        Sandbox.mode(area.resolve("README.md"), "rwxr-xr-x");

        assertThatFiles().containsExactly(file("README.md", "", Status.MODIFIED, 0, 0));
    }

    @Test
    void linksAreComparedByWhereTheyPoint() throws Exception {
        Files.createSymbolicLink(area.resolve("link"), Path.of("/nowhere"));

        assertThatFiles().containsExactly(file("link", "", Status.ADDED, 1, 0));
    }

    @Test
    void lookingChangesNothing() throws Exception {
        Sandbox.write(area.resolve("new.txt"), "1\n");
        String before = sandbox.run(area, "status", "--porcelain");

        git.changes(area, base);
        git.diff(area, base, 1_000);

        assertThat(sandbox.run(area, "status", "--porcelain")).isEqualTo(before).isEqualTo("?? new.txt");
    }

    @Test
    void pushedCommitsAreNotUnpushed() throws Exception {
        sandbox.commit(area, "a.txt", "a\n");
        assertThat(git.status(area, base).unpushed()).isTrue();

        sandbox.run(area, "push", "-q", "origin", "HEAD");

        assertThat(git.status(area, base).unpushed()).isFalse();
    }

    @Test
    void commitsOnAnotherBranchOrInTheStashAreUnpushedWork() throws Exception {
        sandbox.run(area, "checkout", "-q", "-b", "other");
        sandbox.commit(area, "a.txt", "a\n");
        sandbox.run(area, "checkout", "-q", "agent/1");
        assertThat(git.status(area, base).unpushed()).isTrue();
        sandbox.run(area, "branch", "-D", "other");
        assertThat(git.status(area, base).unpushed()).isFalse();

        Sandbox.write(area.resolve("README.md"), "stashed\n");
        sandbox.run(area, "stash", "-q");

        assertThat(git.status(area, base)).isEqualTo(new WorkareaStatus("agent/1", base, false, true));
    }

    @Test
    void withoutABaseWhatTheRemoteBranchesHaveIsPushed() throws Exception {
        assertThat(git.status(area)).isEqualTo(new WorkareaStatus("agent/1", base, false, false));

        String mine = sandbox.commit(area, "a.txt", "a\n");

        assertThat(git.status(area)).isEqualTo(new WorkareaStatus("agent/1", mine, false, true));
    }

    @Test
    void aDetachedHeadHasNoBranch() throws Exception {
        sandbox.run(area, "checkout", "-q", "--detach");

        assertThat(git.status(area, base)).isEqualTo(new WorkareaStatus("", base, false, false));
    }

    @Test
    void aHistoryThatWasRewrittenIsComparedAllTheSame() throws Exception {
        sandbox.run(area, "checkout", "-q", "--orphan", "fresh");
        sandbox.run(area, "rm", "-q", "-rf", ".");
        String only = sandbox.commit(area, "only.txt", "1\n");

        Changes changes = git.changes(area, base);

        assertThat(changes.commits()).extracting(Commit::id).containsExactly(only);
        assertThat(changes.files())
                .extracting(ChangedFile::path)
                .containsExactly("README.md", "only.txt", "src/code.txt");
        assertThat(changes.status().unpushed()).isTrue();
    }

    @Test
    void anUnbornBranchHasNoHead() throws Exception {
        sandbox.run(area, "checkout", "-q", "--orphan", "fresh");

        Changes changes = git.changes(area, base);

        assertThat(changes.status().head()).isEmpty();
        assertThat(changes.status().branch()).isEqualTo("fresh");
        assertThat(changes.status().dirty()).isTrue();
        assertThat(changes.commits()).isEmpty();
        assertThat(changes.files()).isEmpty();
    }

    @Test
    void listsAreCutAtTheirLimits() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            sandbox.commit(area, name + ".txt", name + "\n");
        }

        Changes changes = git.changes(area, base, FEW);

        assertThat(changes.commits()).hasSize(2);
        assertThat(changes.commitsTruncated()).isTrue();
        assertThat(changes.files()).extracting(ChangedFile::path).containsExactly("a.txt", "b.txt");
        assertThat(changes.filesTruncated()).isTrue();
    }

    @Test
    void theDiffShowsEverythingAsText() throws Exception {
        sandbox.run(area, "config", "diff.noprefix", "true");
        sandbox.commit(area, "committed.txt", "one\n");
        Sandbox.write(area.resolve("untracked.txt"), "other\n");
        Files.delete(area.resolve("src/code.txt"));

        Patch patch = git.diff(area, base, 10_000);

        assertThat(patch.truncated()).isFalse();
        assertThat(patch.text())
                .contains("diff --git a/committed.txt b/committed.txt\nnew file mode 100644\n", "+one\n", "+other\n")
                .contains("deleted file mode 100644", "-two\n");
    }

    @Test
    void theDiffIsCutAfterAWholeLine() throws Exception {
        Sandbox.write(area.resolve("big.txt"), "äöü".repeat(10).concat("\n").repeat(10_000));

        Patch patch = git.diff(area, base, 5_000);

        assertThat(patch.truncated()).isTrue();
        assertThat(patch.text()).endsWith("ü\n");
        assertThat(patch.text().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4_900, 5_000);
    }

    @Test
    void noProgramThatTheWorkingCopyNamesIsRun() throws Exception {
        Path ran = sandbox.root.resolve("ran");
        String trap = "touch " + ran + "; cat";
        for (String key : List.of(
                "filter.trap.clean",
                "filter.trap.smudge",
                "diff.trap.textconv",
                "diff.trap.command",
                "diff.external")) {
            sandbox.run(area, "config", key, trap);
        }
        sandbox.run(area, "config", "filter.trap.required", "true");
        sandbox.run(
                area,
                "config",
                "core.fsmonitor",
                sandbox.program("monitor", trap).toString());
        sandbox.run(area, "config", "diff.orderFile", "/nonexistent");
        sandbox.run(area, "config", "core.worktree", "/");
        Path hooks = sandbox.directory("hooks");
        sandbox.run(area, "config", "core.hooksPath", hooks.toString());
        Sandbox.write(hooks.resolve("post-index-change"), "#!/bin/sh\n" + trap + "\n");
        Sandbox.mode(hooks.resolve("post-index-change"), "rwxr-xr-x");
        Sandbox.write(area.resolve(".gitattributes"), "* filter=trap diff=trap\n");
        Sandbox.write(area.resolve("README.md"), "changed\n");

        assertThatFiles()
                .containsExactly(
                        file(".gitattributes", "", Status.ADDED, 1, 0), file("README.md", "", Status.MODIFIED, 1, 1));
        assertThat(git.diff(area, base, 10_000).text()).contains("+changed");
        assertThat(git.status(area, base).dirty()).isTrue();
        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "HEAD^{tree}", "HEAD:a.txt"})
    void anObjectThatIsMissingIsFetchedFromNowhere(String missing) throws Exception {
        Path ran = sandbox.root.resolve("ran");
        String head = sandbox.commit(area, "a.txt", "a\n");
        String object = sandbox.run(area, "rev-parse", missing);
        Path source = sandbox.root.resolve("source");
        Path uploadPack = sandbox.program("upload", "touch '" + ran + "'; exec git-upload-pack \"$@\"\n");
        for (List<String> setting : List.of(
                List.of("core.repositoryFormatVersion", "1"),
                List.of("extensions.partialClone", "origin"),
                List.of("remote.origin.url", source.toString()),
                List.of("remote.origin.promisor", "true"),
                List.of("remote.origin.uploadpack", uploadPack.toString()),
                List.of("protocol.allow", "always"))) {
            sandbox.run(area, "config", setting.get(0), setting.get(1));
        }
        Sandbox.write(area.resolve("a.txt"), "other\n");
        Files.delete(area.resolve(".git/objects/" + object.substring(0, 2) + "/" + object.substring(2)));

        List<ThrowingCallable> looks = List.of(
                () -> git.resolve(area, object),
                () -> git.resolve(area, head),
                () -> git.status(area, base),
                () -> git.status(area),
                () -> git.changes(area, base),
                () -> git.changes(area, head),
                () -> git.diff(area, base, 1_000),
                () -> git.diff(area, head, 1_000));

        for (ThrowingCallable look : looks) {
            Throwable thrown = catchThrowable(look);
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(GitException.class);
            }
            assertThat(ran).doesNotExist();
        }
    }

    @Test
    void aRepositoryInsideTheWorkingCopyDoesNotHideTheRest() throws Exception {
        sandbox.repository("area/nested");
        Sandbox.write(area.resolve("zzz.txt"), "1\n");

        assertThatFiles().contains(file("zzz.txt", "", Status.ADDED, 1, 0));
        assertThat(git.status(area, base).dirty()).isTrue();
    }

    @Test
    void aWorkingCopyWithoutItsRepositoryIsNotTakenForAPartOfAnotherOne() throws Exception {
        sandbox.run(sandbox.root, "init", "-q", ".");
        TreeDelete.delete(area.resolve(".git"));

        assertThat(catchThrowableOfType(GitException.class, () -> git.changes(area, base))
                        .reason())
                .isEqualTo(Reason.NO_REPOSITORY);

        Files.createDirectory(area.resolve(".git"));
        assertThat(catchThrowableOfType(GitException.class, () -> git.changes(area, base))
                        .reason())
                .isEqualTo(Reason.NO_REPOSITORY);
    }

    @Test
    void anUnknownBaseIsNamed() {
        GitException e = catchThrowableOfType(GitException.class, () -> git.changes(area, "0".repeat(40)));

        assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_REF);
        assertThat(e).hasMessageContaining("0".repeat(40)).hasMessageContaining(area.toString());
    }

    @Test
    void aNewRepositoryHasItsFilesInOneCommit() throws Exception {
        Path directory = sandbox.root.resolve("new");

        String commit = git.init(directory, Map.of("README.md", "Hello\n", "src/x.txt", "x\n"), "Begin");

        assertThat(git.resolve(directory, "HEAD")).isEqualTo(commit);
        assertThat(sandbox.run(directory, "log", "--format=%s|%an")).isEqualTo("Begin|Donmai agent");
        assertThat(sandbox.run(directory, "ls-files")).isEqualTo("README.md\nsrc/x.txt");
        assertThat(sandbox.run(directory, "status", "--porcelain", "--branch")).isEqualTo("## main");
    }

    @Test
    void aNewRepositoryTakesNoFileOutsideIt() throws IOException {
        for (String name : List.of("../out", "/tmp/out", ".git/config")) {
            assertThat(catchThrowableOfType(
                                    GitException.class,
                                    () -> git.init(sandbox.root.resolve("new"), Map.of(name, ""), "Begin"))
                            .reason())
                    .isEqualTo(Reason.BAD_REQUEST);
        }
        assertThat(sandbox.root.resolve("new")).doesNotExist();
    }
}
