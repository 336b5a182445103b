package dev.donmai.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The distribution's daemon in a process of its own. */
public final class DaemonProcess {

    private static final int SHOWN = 20_000;
    private static final String LISTENING = "[daemon] http listening on ";

    private final Process process;
    private final Path out;
    private final Path err;

    private DaemonProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static DaemonProcess launch(DaemonHome home, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.distribution().resolve("bin").resolve("donmai").toString());
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile(home.temporary(), "daemon-", ".out");
            Path err = Files.createTempFile(home.temporary(), "daemon-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.temporary().toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(home.environment());
            return new DaemonProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says where it listens. */
    public DaemonProcess awaitListening() {
        Eventually.await("the daemon to listen")
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the daemon ended with " + process.exitValue() + ": " + err());
                    }
                })
                .until(() -> address().isPresent());
        return this;
    }

    private Optional<String> address() {
        return out().lines()
                .filter(line -> line.startsWith(LISTENING))
                .map(line -> line.substring(LISTENING.length()).strip())
                .findFirst();
    }

    /** Its control API. */
    public ControlApi api() {
        return new ControlApi(address().orElseThrow(() -> new IllegalStateException("the daemon does not listen")));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed. */
    public String out() {
        return read(out);
    }

    /** What it has logged. */
    public String err() {
        return read(err);
    }

    /** Waits for a line that holds a text on its standard output. */
    public DaemonProcess awaitOut(String text) {
        Eventually.await("\"" + text + "\" on the daemon's standard output").until(() -> out().contains(text));
        return this;
    }

    /** Sends a signal by its name. */
    public DaemonProcess signal(String name) {
        Processes.signal(pid(), name);
        return this;
    }

    /** Kills it without a chance to do anything, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the daemon survives KILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for its end and returns the exit code. */
    public int awaitExit() {
        Eventually.await("the daemon to end").until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Shows the last of what it has printed and logged. */
    void report() {
        System.out.println("--- daemon, standard output\n" + tail(out()));
        System.out.println("--- daemon, standard error\n" + tail(err()));
    }

    private static String tail(String text) {
        return text.length() <= SHOWN ? text : "…" + text.substring(text.length() - SHOWN);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
