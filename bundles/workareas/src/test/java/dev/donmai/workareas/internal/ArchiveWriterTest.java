package dev.donmai.workareas.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.workareas.Workareas.ArchiveRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {

    @TempDir
    private Path directory;

    private Path root;
    private Path worktree;
    private ArchiveWriter writer;

    @BeforeEach
    void makeTree() throws IOException {
        root = directory.resolve("workareas");
        worktree = directory.resolve("worktrees").resolve("s");
        writer = new ArchiveWriter(root, Clock.fixed(Instant.parse("2026-05-20T09:15:04.5Z"), ZoneOffset.UTC));
        fill(worktree);
    }

    private static void fill(Path tree) throws IOException {
        Files.createDirectories(tree.resolve("src"));
        Files.writeString(tree.resolve("src/a.txt"), "twelve bytes");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("/nowhere"));
    }

    private static ArchiveRequest request(String run) {
        return new ArchiveRequest(
                "s", run, "demo", "https://git.example/demo", "main", "completed", "stub", "agent/s", "abc");
    }

    @Test
    void keepsTheTreeWithItsManifestAndRemovesTheWorkarea() throws Exception {
        assertThat(writer.archive(request("r1"), worktree)).contains("s");
        assertThat(worktree).doesNotExist();
        assertThat(root.resolve("s/tree/src/a.txt")).hasContent("twelve bytes");
        assertThat(Files.readSymbolicLink(root.resolve("s/tree/link"))).isEqualTo(Path.of("/nowhere"));
        Manifest manifest = Manifest.read(root.resolve("s"));
        assertThat(manifest.text("sessionId")).isEqualTo("s");
        assertThat(manifest.text("disposition")).isEqualTo("completed");
        assertThat(manifest.text("headCommit")).isEqualTo("abc");
        assertThat(manifest.sizeBytes()).isEqualTo(12);
        assertThat(manifest.createdAt()).isEqualTo("2026-05-20T09:15:04Z");
    }

    @Test
    void answersTheSameWhenItIsRunAgain() throws Exception {
        writer.archive(request("r1"), worktree);
        assertThat(writer.archive(request("r1"), worktree)).contains("s");
        assertThat(root.resolve("s-2")).doesNotExist();
    }

    @Test
    void givesAnotherRunOfTheSameIdAnArchiveOfItsOwn() throws Exception {
        writer.archive(request("r1"), worktree);
        fill(worktree);
        assertThat(writer.archive(request("r2"), worktree)).contains("s-2");
        assertThat(root.resolve("s")).isDirectory();
    }

    @Test
    void goesOnWhereAKilledDaemonStopped() throws Exception {
        Path staging = Files.createDirectories(root.resolve(".staging-s-r1"));
        Files.move(worktree, staging.resolve("tree"));
        assertThat(new Archives(root).list()).isEmpty();
        assertThat(writer.archive(request("r1"), worktree)).contains("s");
        assertThat(root.resolve("s/tree/src/a.txt")).exists();
        assertThat(staging).doesNotExist();
    }

    @Test
    void hasNothingToDoForASessionWithoutATree() throws Exception {
        assertThat(writer.archive(request("r1"), directory.resolve("none"))).isEmpty();
        assertThat(root).doesNotExist();
    }

    @Test
    void keepsNoCredentialsAndNoSpecialFiles() throws Exception {
        Files.createDirectories(worktree.resolve(".git"));
        Files.writeString(
                worktree.resolve(".git/config"),
                "[remote \"origin\"]\n\turl = https://user:secret@git.example/demo\n\tfetch = +refs/heads/*\n");
        Files.writeString(worktree.resolve(".netrc"), "password secret");
        new ProcessBuilder("mkfifo", worktree.resolve("pipe").toString())
                .start()
                .waitFor();
        writer.archive(request("r1"), worktree);
        assertThat(root.resolve("s/tree/.git/config"))
                .content()
                .contains("url = https://git.example/demo")
                .doesNotContain("secret");
        assertThat(root.resolve("s/tree/.netrc")).doesNotExist();
        assertThat(root.resolve("s/tree/pipe")).doesNotExist();
        assertThat(Manifest.read(root.resolve("s")).all().path("leftOut")).hasSize(2);
    }
}
