package dev.donmai.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a command of the distribution's command line did.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
public record Cli(int code, String out, String err) {

    /** Runs a command with the environment of a home's daemons and waits for its end. */
    public static Cli run(DaemonHome home, String... arguments) {
        return run(Checkout.distribution(), home, arguments);
    }

    /** Runs a command of another distribution than the one under test. */
    public static Cli run(Path distribution, DaemonHome home, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(distribution.resolve("bin").resolve("donmai").toString());
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(home.temporary(), "cli-", ".out");
            Path err = Files.createTempFile(home.temporary(), "cli-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.temporary().toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(home.environment());
            Process process = builder.start();
            if (!process.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(out) + Files.readString(err));
            }
            return new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
