package dev.donmai.config;

import dev.donmai.model.config.DaemonConfig;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The configuration as one immutable snapshot that is swapped as a whole. Thread-safe; a service. */
public interface Configuration {

    /**
     * Finds and reads the file, writing the default one where there is none ({@code config.md} §2.9), and begins to
     * watch it. Called once, before anything asks for {@link #current}.
     *
     * @throws ConfigException when the file is there and cannot be used
     */
    void load() throws ConfigException;

    /** The snapshot in force; before {@link #load} the built-in defaults. */
    DaemonConfig current();

    /** The file it came from. */
    Path file();

    /** The state directory. */
    StateDirectory state();

    /** A configured path made absolute: {@code ~/} is the home directory, everything else relative to the state directory. */
    default Path expand(String configured) {
        String home = System.getProperty("user.home", "/");
        return configured.startsWith("~/")
                ? Path.of(home, configured.substring(2))
                : state().root().resolve(configured);
    }

    /**
     * Reads the file again and swaps the snapshot.
     *
     * @throws ConfigException when the file cannot be used; the old snapshot stays
     */
    void reload() throws ConfigException;

    /** Calls a listener after every swap, on the thread that reloaded, until the subscription is closed. */
    Subscription onChange(Consumer<DaemonConfig> listener);

    /** Ends a listener's interest. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
