package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.Checkout;
import dev.donmai.itests.support.Cli;
import dev.donmai.itests.support.DaemonHome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The caches that {@code lib/train.sh} wrote before these tests. */
class ClassCachesIT {

    @RegisterExtension
    private final DaemonHome home = new DaemonHome();

    /** With this mode a JVM does not start without a cache that fits. */
    @Test
    void theCachesFitTheProgram() {
        home.variable("DONMAI_JAVA_OPTIONS", "-XX:AOTMode=on");

        assertThat(Cli.run(home, "version").code()).isZero();
    }

    @Test
    void aCacheOfAnotherJdkIsNotUsed() throws IOException {
        Path copy = copy();
        Files.createSymbolicLink(
                copy.resolve("lib/aot/client.aot"), Checkout.distribution().resolve("lib/aot/client.aot"));
        Files.writeString(copy.resolve("lib/aot/release"), "JAVA_VERSION=\"25.0.0\"\n");
        home.variable("DONMAI_JAVA_OPTIONS", "-XX:+PrintCommandLineFlags");

        assertThat(Cli.run(copy, home, "version").out()).contains("donmai ").doesNotContain("AOTCache");
        assertThat(Cli.run(home, "version").out()).contains("AOTCache");
    }

    @Test
    void aDamagedCacheCostsOnlyTime() throws IOException {
        Path copy = copy();
        Files.writeString(copy.resolve("lib/aot/client.aot"), "no cache");

        Cli version = Cli.run(copy, home, "version");

        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("donmai ").hasLineCount(1);
        assertThat(version.err()).isEmpty();
    }

    /** A distribution with caches of its own; the rest is the one under test. */
    private Path copy() throws IOException {
        Path copy = home.temporary().resolve("donmai");
        Path lib = Files.createDirectories(copy.resolve("lib"));
        Path script = Checkout.distribution().resolve("bin/donmai");
        Files.copy(
                script,
                Files.createDirectories(copy.resolve("bin")).resolve("donmai"),
                StandardCopyOption.COPY_ATTRIBUTES);
        link(Checkout.distribution().resolve("lib"), lib);
        link(Checkout.distribution(), copy);
        Files.delete(lib.resolve("aot"));
        link(Checkout.distribution().resolve("lib/aot"), Files.createDirectory(lib.resolve("aot")));
        Files.delete(lib.resolve("aot/release"));
        Files.copy(Checkout.distribution().resolve("lib/aot/release"), lib.resolve("aot/release"));
        Files.delete(lib.resolve("aot/client.aot"));
        return copy;
    }

    private static void link(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(from)) {
            for (Path each : all) {
                Path link = to.resolve(each.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, each);
                }
            }
        }
    }
}
