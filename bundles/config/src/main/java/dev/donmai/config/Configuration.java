package dev.donmai.config;

import dev.donmai.model.config.DaemonConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The configuration as one immutable snapshot that is swapped as a whole. Takes in a change of the file by itself. Thread-safe; a
 * service.
 */
public interface Configuration {

    /**
     * Finds and reads the file, writing the default one where there is none ({@code config.md} §2.9), and begins to
     * watch it. Called once, before anything asks for {@link #current}.
     *
     * @throws ConfigException when the file is there and cannot be used
     */
    void load() throws ConfigException;

    /** How it is now; before {@link #load} the built-in defaults. Whoever shows or needs several parts of it asks once. */
    ConfigSnapshot snapshot();

    /** What is in force: the snapshot's configuration. */
    default DaemonConfig current() {
        return snapshot().config();
    }

    /** The file it came from. */
    Path file();

    /** The state directory. */
    StateDirectory state();

    /** A configured path made absolute: {@code ~/} is the home directory, everything else relative to the state directory. */
    Path expand(String configured);

    /**
     * Reads the file again and swaps the snapshot.
     *
     * @throws ConfigException when the file cannot be used; the old snapshot stays
     */
    void reload() throws ConfigException;

    /**
     * Changes the file and swaps the snapshot, so that {@link #current} has the changes when this returns. All of them or none, in
     * their order; the rest of the file stays as it is, and a reference to a secret stays a reference.
     *
     * @return whether the file was changed; it isn't when it says all that already
     * @throws ConfigException when the file or the result cannot be used, or a change cannot be made in this text without touching
     *     something else; file and snapshot are as they were
     */
    boolean edit(List<ConfigEdit> edits) throws ConfigException;

    /**
     * Calls a listener after swaps until the subscription is closed: one call at a time, on a thread that reloads or edits, without
     * a lock. Swaps that follow each other closely may be told as one; the newest snapshot is always told.
     */
    Subscription onChange(Consumer<DaemonConfig> listener);

    /** Ends a listener's interest. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
