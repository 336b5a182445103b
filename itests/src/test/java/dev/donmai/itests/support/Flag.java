package dev.donmai.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file by which a script and a test tell each other that something has happened.
 *
 * @param file where it is
 */
public record Flag(Path file) {

    /** Shell code that raises it. */
    public String raise() {
        return raise("up");
    }

    /** Shell code that raises it with what a word of shell code stands for; it is never seen half written. */
    public String raise(String word) {
        return "echo %2$s > '%1$s.new' && mv '%1$s.new' '%1$s'\n".formatted(file, word);
    }

    /** Shell code that waits for it. */
    public String await() {
        return "while [ ! -e '%s' ]; do sleep 0.05; done\n".formatted(file);
    }

    /** Raises it. */
    public void up() {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a script has raised it and returns what it wrote. */
    public String awaitUp() {
        Eventually.await("a script to raise " + file).until(() -> Files.exists(file));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a process id. */
    public long awaitPid() {
        return Long.parseLong(awaitUp());
    }
}
