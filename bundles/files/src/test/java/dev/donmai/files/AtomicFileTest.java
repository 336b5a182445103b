package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path directory;

    @Test
    void writesWithOwnerOnlyModeByDefaultAndLeavesNothingElse() throws IOException {
        Path file = directory.resolve("a.json");
        AtomicFile.write(file, "one");
        AtomicFile.write(file, "two");

        assertThat(file).hasContent("two");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void givesTheModeAskedForEvenWhereTheOldFileHadAnother() throws IOException {
        Path file = directory.resolve("a");
        AtomicFile.write(file, "secret");
        AtomicFile.write(file, AtomicFile.READABLE, "public");

        assertThat(mode(file)).isEqualTo("rw-r--r--");
    }

    @Test
    void isPrivateWhileItIsBeingWritten() throws IOException {
        Path file = directory.resolve("a");
        List<String> seen = new ArrayList<>();
        AtomicFile.stream(file, AtomicFile.OWNER_ONLY, out -> {
            out.write(1);
            try (Stream<Path> entries = Files.list(directory)) {
                for (Path entry : entries.toList()) {
                    seen.add(mode(entry));
                    assertThat(AtomicFile.isTemporary(entry)).isTrue();
                }
            }
        });
        assertThat(seen).containsExactly("rw-------");
        assertThat(AtomicFile.isTemporary(file)).isFalse();
    }

    @Test
    void keepsTheSymbolicLinkAndReplacesWhatItNames() throws IOException {
        Path real = Files.createDirectory(directory.resolve("dotfiles")).resolve("daemon.yaml");
        Files.writeString(real, "old");
        Path hop = Files.createSymbolicLink(directory.resolve("hop"), Path.of("dotfiles/daemon.yaml"));
        Path link = Files.createSymbolicLink(directory.resolve("daemon.yaml"), hop);

        AtomicFile.write(link, "new");

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.isSymbolicLink(hop)).isTrue();
        assertThat(real).hasContent("new");
    }

    @Test
    void createsTheFileThatADanglingLinkNames() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("later"));
        AtomicFile.write(link, "x");
        assertThat(directory.resolve("later")).hasContent("x");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void refusesALoopOfLinks() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));
        assertThatThrownBy(() -> AtomicFile.write(link, "x")).isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void leavesTheOldContentAndNoTemporaryFileWhenTheWriterFails() throws IOException {
        Path file = directory.resolve("a");
        AtomicFile.write(file, "old");
        assertThatThrownBy(() -> AtomicFile.stream(file, AtomicFile.OWNER_ONLY, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no more");
                }))
                .hasMessage("no more");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void writesAlsoInAnInterruptedThreadWhichStaysInterrupted() throws IOException {
        Path file = directory.resolve("a");
        Thread.currentThread().interrupt();
        try {
            AtomicFile.write(file, "kept");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("kept");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void createsOnlyWhatIsNotThere() throws IOException {
        Path file = directory.resolve("a");
        assertThat(AtomicFile.create(file, new byte[] {'1'})).isTrue();
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(AtomicFile.create(file, new byte[] {'2'})).isFalse();
        Files.createSymbolicLink(directory.resolve("b"), directory.resolve("nothing"));
        assertThat(AtomicFile.create(directory.resolve("b"), new byte[] {'2'})).isFalse();

        assertThat(file).hasContent("1");
        assertThat(names()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void replacesWhatStillIsAsItWasReadAndKeepsItsMode() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        assertThat(AtomicFile.replace(link, "old".getBytes(StandardCharsets.UTF_8), new byte[] {'1'}))
                .isTrue();
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("1");
        assertThat(mode(file)).isEqualTo("r--r-----");
        assertThat(names()).containsExactlyInAnyOrder("a", "link");
    }

    @Test
    void doesNotReplaceWhatSomebodyElseHasWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "theirs");
        assertThat(AtomicFile.replace(file, "old".getBytes(StandardCharsets.UTF_8), new byte[] {'1'}))
                .isFalse();
        assertThat(AtomicFile.replace(directory.resolve("gone"), new byte[0], new byte[] {'1'}))
                .isFalse();
        assertThat(file).hasContent("theirs");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void removesWhatKilledWritersOfOneFileHaveLeft() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "content");
        for (String left : List.of(".a.17.donmai-tmp", ".b.17.donmai-tmp", ".a.donmai", "a.donmai-tmp")) {
            Files.writeString(directory.resolve(left), "half");
        }
        AtomicFile.removeTemporaries(file);
        assertThat(names()).containsExactlyInAnyOrder("a", ".b.17.donmai-tmp", ".a.donmai", "a.donmai-tmp");
    }

    @Test
    void namesTheFileWhoseDirectoryIsMissing() {
        Path file = directory.resolve("no/such");
        assertThatThrownBy(() -> AtomicFile.write(file, "x"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aReaderNeverSeesHalfAFile() throws Exception {
        Path file = directory.resolve("a");
        String one = "1".repeat(200_000);
        String two = "2".repeat(200_000);
        AtomicFile.write(file, one);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int i = 0; i < 50; i++) {
                    AtomicFile.write(file, i % 2 == 0 ? two : one);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                done.set(true);
            }
        });
        int reads = 0;
        while (!done.get() || reads == 0) {
            assertThat(Files.readString(file)).isIn(one, two);
            reads++;
        }
        writer.join();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
