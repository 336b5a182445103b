package dev.donmai.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Holds a daemon in the middle of its start by a session's file that cannot be read to its end: a named pipe. */
public final class HeldStart {

    private HeldStart() {}

    /** Has the next daemon of this home never finish its start. */
    public static void in(DaemonHome home) {
        try {
            Path session = Files.createDirectories(home.session("s-held"));
            Process made = new ProcessBuilder(
                            "mkfifo", session.resolve("session.json").toString())
                    .inheritIO()
                    .start();
            if (!made.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS) || made.exitValue() != 0) {
                throw new IllegalStateException("mkfifo did not make a named pipe");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
