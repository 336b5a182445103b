package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TreeTest {
    @TempDir
    Path temp;

    private Path source = Path.of("/nowhere");
    private Path target = Path.of("/nowhere");

    @BeforeEach
    void makeTree() throws IOException {
        source = Files.createDirectory(temp.resolve("source"));
        target = temp.resolve("target");
        Files.createDirectories(source.resolve("a/b"));
        Files.writeString(source.resolve("a/file"), "12345");
        Files.writeString(source.resolve("a/b/tool"), "#!/bin/sh\n");
        mode("a/b/tool", "rwxr-x--x");
        Files.createSymbolicLink(source.resolve("a/link"), Path.of("../nothing"));
        Files.createSymbolicLink(source.resolve("out"), Path.of("/etc"));
    }

    @AfterEach
    void cleanUp() throws IOException {
        TreeDelete.delete(source);
        TreeDelete.delete(target);
        assertThat(source).doesNotExist();
        assertThat(target).doesNotExist();
    }

    @Test
    void copiesContentsModesTimesAndLinkTargets() throws IOException {
        Instant then = Instant.parse("2020-01-02T03:04:05Z");
        Files.setLastModifiedTime(source.resolve("a/file"), FileTime.from(then));
        Files.createDirectory(source.resolve("empty"));
        mode("empty", "rwx--x---");
        Files.setLastModifiedTime(source.resolve("a"), FileTime.from(then));

        TreeCopy.Result result = TreeCopy.from(source).to(target);

        assertThat(target.resolve("a/file")).hasContent("12345");
        assertThat(Files.getLastModifiedTime(target.resolve("a/file")).toInstant())
                .isEqualTo(then);
        assertThat(Files.getLastModifiedTime(target.resolve("a")).toInstant()).isEqualTo(then);
        assertThat(modeOf(target.resolve("a/b/tool"))).isEqualTo("rwxr-x--x");
        assertThat(modeOf(target.resolve("empty"))).isEqualTo("rwx--x---");
        assertThat(Files.readSymbolicLink(target.resolve("a/link"))).isEqualTo(Path.of("../nothing"));
        assertThat(Files.readSymbolicLink(target.resolve("out"))).isEqualTo(Path.of("/etc"));
        assertThat(result.files()).isEqualTo(2);
        assertThat(result.directories()).isEqualTo(4);
        assertThat(result.links()).isEqualTo(2);
        assertThat(result.bytes()).isEqualTo(15);
        assertThat(result.truncated()).isFalse();
        assertThat(result.skipped()).isZero();
        assertThat(TreeSize.of(target)).isEqualTo(TreeSize.of(source)).isEqualTo(new TreeSize(2, 4, 2, 15));
    }

    @Test
    void copiesWhatIsInAReadOnlyDirectory() throws IOException {
        mode("a/b", "r-xr-xr-x");
        TreeCopy.from(source).to(target);
        assertThat(target.resolve("a/b/tool")).exists();
        assertThat(modeOf(target.resolve("a/b"))).isEqualTo("r-xr-xr-x");
    }

    @Test
    void leavesOutPipesAndSaysSo() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", source.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        TreeCopy.Result result = TreeCopy.from(source).to(target);
        assertThat(target.resolve("pipe")).doesNotExist();
        assertThat(result.skipped()).isEqualTo(1);
        assertThat(result.reasons()).containsExactly("pipe is not a file, directory or link");
    }

    @Test
    void leavesOutWhatIsExcludedWithAllBelow() throws IOException {
        TreeCopy.Result result = TreeCopy.from(source)
                .excluding(path -> path.endsWith("b"))
                .excluding(Path.of("out")::equals)
                .to(target);
        assertThat(target.resolve("a/file")).exists();
        assertThat(target.resolve("a/b")).doesNotExist();
        assertThat(Files.exists(target.resolve("out"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(result.skipped()).isZero();
    }

    @Test
    void stopsBeforeItExceedsALimit() throws IOException {
        TreeCopy.Result bytes = TreeCopy.from(source).upTo(14, 1000).to(target);
        assertThat(bytes.truncated()).isTrue();
        assertThat(TreeSize.of(target).bytes()).isEqualTo(bytes.bytes()).isLessThan(15);
        TreeDelete.delete(target);

        TreeCopy.Result files = TreeCopy.from(source).upTo(1000, 3).to(target);
        assertThat(files.truncated()).isTrue();
        TreeSize size = TreeSize.of(target);
        assertThat(size.files() + size.links() + size.directories()).isEqualTo(3);
        TreeDelete.delete(target);

        assertThat(TreeCopy.from(source).upTo(15, 7).to(target).truncated()).isFalse();
    }

    @Test
    void refusesToCopyATreeIntoItself() {
        assertThatThrownBy(() -> TreeCopy.from(source).to(source.resolve("a/copy")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("inside of");
        assertThatThrownBy(() -> TreeCopy.from(source.resolve("out")).to(target))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void deletesLinksNotWhatTheyNameAndReadOnlyDirectories() throws IOException {
        Path precious = Files.createDirectory(temp.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        Files.createSymbolicLink(source.resolve("a/precious"), precious);
        Files.createDirectory(source.resolve("locked"));
        Files.writeString(source.resolve("locked/file"), "x");
        mode("locked", "---------");
        mode("a/b", "r-xr-xr-x");

        TreeDelete.delete(source);

        assertThat(source).doesNotExist();
        assertThat(precious.resolve("file")).exists();
        Path link = Files.createSymbolicLink(temp.resolve("link"), precious);
        TreeDelete.delete(link);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(precious.resolve("file")).exists();
        TreeDelete.delete(link);
    }

    @Test
    void deletesATreeDeeperThanTheLongestPath() throws Exception {
        // Chains of 90 directories with 40 characters each; moved into each other by relative steps they are longer
        // than any path.
        String script = "d=$(printf %040d 0); chain= back=; i=0;"
                + " while [ $i -lt 90 ]; do chain=$chain$d/; back=$back../; i=$((i+1)); done;"
                + " for top in x y z; do mkdir $top && mkdir -p $top/$chain && : > $top/${chain}file || exit 1; done;"
                + " (cd y/$chain && mv ../${back}z .) && (cd x/$chain && mv ../${back}y .)";
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(source.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        TreeDelete.delete(source);
        assertThat(source).doesNotExist();
    }

    @Test
    void deletesWhileSomebodyStillWrites() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Path busy = Files.createDirectory(source.resolve("busy"));
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < 200 && !stop.get(); i++) {
                try {
                    Files.createDirectories(busy.resolve("d" + i % 7));
                    Files.writeString(busy.resolve("d" + i % 7 + "/f" + i), "x");
                } catch (IOException gone) {
                    // Its directory was deleted under it, as is to be expected.
                    Thread.onSpinWait();
                }
            }
        });
        TreeDelete.delete(busy);
        writer.join();
        TreeDelete.delete(busy);
        assertThat(busy).doesNotExist();
    }

    @Test
    void hashesAsEveryoneDoes() throws IOException {
        assertThat(Sha256.of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Sha256.of(source.resolve("a/file"))).isEqualTo(Sha256.of("12345"));
    }

    private void mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(source.resolve(path), PosixFilePermissions.fromString(mode));
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
