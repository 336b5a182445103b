package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a branch would show to the world. */
@ParameterizedClass
@EnumSource(GitBackend.class)
class AddedLinesTest {
    private final GitBackend backend;
    private final Sandbox sandbox;
    private final Path area;
    private final String base;

    AddedLinesTest(GitBackend backend, @TempDir Path temporary) throws IOException {
        this.backend = backend;
        sandbox = new Sandbox(temporary.toRealPath());
        base = sandbox.workingCopy(backend, CloneStrategy.FULL);
        area = sandbox.root.resolve("area");
    }

    private List<String> added() throws GitException, InterruptedException {
        List<String> lines = new ArrayList<>();
        sandbox.git(backend)
                .addedLines(
                        area,
                        base,
                        "HEAD",
                        (commit, path, text) -> lines.add(commit.substring(0, 7) + " " + path + ": " + text),
                        Duration.ofMinutes(1));
        return lines;
    }

    private static String line(String commit, String rest) {
        return commit.substring(0, 7) + " " + rest;
    }

    @Test
    void eachCommitIsLookedAtByItself() throws Exception {
        String first = sandbox.commit(area, "config/a b.txt", "one\nsecret\n");
        String second = sandbox.commit(area, "config/a b.txt", "one\nother\n");
        sandbox.exec(area, List.of("rm", "README.md"));
        String third = sandbox.commit(area, "ü.txt", "ü\n+++ b/odd\n@@ odd\n");

        assertThat(added())
                .containsExactlyInAnyOrder(
                        line(first, "config/a b.txt: one"),
                        line(first, "config/a b.txt: secret"),
                        line(second, "config/a b.txt: other"),
                        line(third, "ü.txt: ü"),
                        line(third, "ü.txt: +++ b/odd"),
                        line(third, "ü.txt: @@ odd"));
    }

    @Test
    void aLineWithoutAnEndCounts() throws Exception {
        String commit = sandbox.commit(area, "a.txt", "last");

        assertThat(added()).containsExactly(line(commit, "a.txt: last"));
    }

    @Test
    void whatTheOriginHasIsNotNew() throws Exception {
        sandbox.run(area, "merge", "-q", "--no-edit", "--no-ff", "origin/side");

        assertThat(added()).isEmpty();
    }

    @Test
    void whatAMergeItselfAddsIsNew() throws Exception {
        sandbox.run(area, "checkout", "-q", "-b", "other", base);
        String theirs = sandbox.commit(area, "a.txt", "theirs\n");
        sandbox.run(area, "checkout", "-q", "agent/1");
        String ours = sandbox.commit(area, "a.txt", "ours\n");
        sandbox.exec(area, List.of("sh", "-c", "git merge -q other > /dev/null || true"));
        Sandbox.write(area.resolve("a.txt"), "ours\ntheirs\nresolved\n");
        sandbox.run(area, "add", "-A");
        sandbox.run(area, "commit", "-q", "-m", "Merge");

        assertThat(added())
                .contains(
                        line(theirs, "a.txt: theirs"),
                        line(ours, "a.txt: ours"),
                        line(sandbox.run(area, "rev-parse", "HEAD"), "a.txt: resolved"));
    }

    @Test
    void noProgramOfTheWorkingCopyIsRun() throws Exception {
        String touch = "touch " + sandbox.root + "/ran";
        sandbox.run(area, "config", "diff.external", touch);
        sandbox.run(area, "config", "diff.evil.textconv", touch);
        sandbox.run(area, "config", "diff.evil.command", touch);
        Sandbox.write(area.resolve(".gitattributes"), "*.txt diff=evil\n");
        sandbox.commit(area, "a.txt", "a\n");

        assertThat(added()).hasSize(2);
        assertThat(sandbox.root.resolve("ran")).doesNotExist();
    }
}
