package dev.donmai.launcher.cli;

import dev.donmai.files.TreeDelete;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs commands in this JVM, against a stand-in for the daemon whose address is in a state directory. */
final class CommandRun implements BeforeEachCallback, AfterEachCallback {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private boolean colours;
    private @Nullable Path directory;
    private @Nullable StandInDaemon daemon;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("donmai-cli-").toRealPath();
        Files.createDirectories(state());
        environment.put("DONMAI_STATE_HOME", state().toString());
        environment.put("HOME", directory().toString());
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        newDaemon();
    }

    /** Starts a stand-in at another address, and says so in the state directory. */
    StandInDaemon newDaemon() throws IOException {
        StandInDaemon started = new StandInDaemon();
        daemon = started;
        Files.writeString(state().resolve("daemon.addr"), "127.0.0.1:" + started.port() + "\n");
        return started;
    }

    StandInDaemon daemon() {
        return Objects.requireNonNull(daemon);
    }

    /** Where a test may put what it needs; also the home directory. */
    Path directory() {
        return Objects.requireNonNull(directory);
    }

    Path state() {
        return directory().resolve("state");
    }

    Path config() {
        return state().resolve("daemon.yaml");
    }

    CommandRun variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Puts a program before those of the system. */
    CommandRun script(String name, String text) throws IOException {
        Path programs = Files.createDirectories(directory().resolve("programs"));
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        String path = environment.getOrDefault("PATH", "");
        return path.startsWith(programs + ":") ? this : variable("PATH", programs + ":" + path);
    }

    CommandRun withColours() {
        colours = true;
        return this;
    }

    Console console() {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                colours);
    }

    /** Runs a command line; its exit code. */
    int run(String... arguments) {
        return new CommandLineProgram(new Program(console(), environment)).run(arguments);
    }

    /** What was printed since it was asked last. */
    String out() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }

    /** What was printed, and stays. */
    String outSoFar() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was said on standard error since it was asked last. */
    String err() {
        String text = err.toString(StandardCharsets.UTF_8);
        err.reset();
        return text;
    }

    /** What was said on standard error, and stays. */
    String errSoFar() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        daemon().close();
        TreeDelete.delete(directory());
    }
}
