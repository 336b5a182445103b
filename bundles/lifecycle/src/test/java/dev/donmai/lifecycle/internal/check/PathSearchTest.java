package dev.donmai.lifecycle.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathSearchTest {

    @TempDir
    Path root;

    private Path first;
    private Path second;

    @BeforeEach
    void makeDirectories() throws IOException {
        first = Files.createDirectory(root.resolve("first"));
        second = Files.createDirectory(root.resolve("second"));
    }

    private Path file(Path directory, String mode) throws IOException {
        Path file = Files.createFile(directory.resolve("node"));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Optional<Path> find(String path) {
        return new PathSearch(path).find("node");
    }

    @Test
    void theFirstDirectoryWins() throws IOException {
        file(second, "rwxr-xr-x");
        assertThat(find(first + ":" + second)).contains(second.resolve("node"));
        file(first, "rwxr-xr-x");
        assertThat(find(first + ":" + second)).contains(first.resolve("node"));
    }

    @Test
    void anyExecuteBitWillDo() throws IOException {
        Path file = file(first, "rw-------");
        file(second, "rw-------");
        assertThat(find(first + ":" + second)).isEmpty();
        for (String mode : new String[] {"--x------", "-----x---", "--------x"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThat(find(first + ":" + second)).contains(file);
        }
    }

    @Test
    void aDirectoryIsNoProgramAndALinkIsWhatItPointsTo() throws IOException {
        Files.createDirectory(first.resolve("node"));
        Path target = file(root, "rwx------");
        Files.createSymbolicLink(second.resolve("node"), target);
        assertThat(find(first + ":" + second)).contains(second.resolve("node"));
        Files.delete(target);
        assertThat(find(first + ":" + second)).isEmpty();
    }

    @Test
    void aHitInARelativeDirectoryCountsAsAbsent() throws IOException {
        file(second, "rwxr-xr-x");
        Path here = Path.of("").toAbsolutePath();
        file(first, "rwxr-xr-x");
        String relative = here.relativize(first).toString();
        assertThat(find(relative + ":" + second)).isEmpty();
        Files.delete(first.resolve("node"));
        assertThat(find(relative + ":" + second)).contains(second.resolve("node"));
    }

    @Test
    void anEmptyDirectoryIsTheCurrentOneAndAnEmptyPathNone() throws IOException {
        file(second, "rwxr-xr-x");
        assertThat(find(":" + second)).contains(second.resolve("node"));
        assertThat(find("")).isEmpty();
        assertThat(find("no\0such:" + second)).contains(second.resolve("node"));
    }
}
