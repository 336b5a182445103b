package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.AuthorRepository;
import dev.donmai.itests.support.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the tutorial, as they stand, from the archetype to a provider that is replaced and removed. */
class TutorialIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theCommandsOfThePageWorkOneAfterTheOther() throws Exception {
        Path home = directory.toRealPath();
        Path work = Files.createDirectory(home.resolve("work"));
        Path bin = Files.createDirectory(home.resolve("bin"));
        program(bin.resolve("mvn"), Checkout.root().toRealPath().resolve("mvnw"));
        program(
                bin.resolve("donmai"),
                Checkout.distribution().toRealPath().resolve("bin").resolve("donmai"));
        Path script = Files.writeString(home.resolve("tutorial.sh"), commands());
        Path log = home.resolve("tutorial.log");

        ProcessBuilder builder = new ProcessBuilder("sh", "-eu", script.toString())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("MAVEN_ARGS", AuthorRepository.install(home.resolve("repository")));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(9, TimeUnit.MINUTES);
            String said = Files.readString(log) + daemonLog(work);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(work.resolve("refused.txt")).content().contains("parrot");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String commands() throws IOException {
        String page = Files.readString(Checkout.root().resolve("docs").resolve("write-a-provider.md"));
        return BLOCK.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
    }

    private static void program(Path file, Path target) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexec '" + target + "' \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String daemonLog(Path work) throws IOException {
        Path log = work.resolve("daemon.log");
        return Files.exists(log) ? "\n" + Files.readString(log) : "";
    }
}
