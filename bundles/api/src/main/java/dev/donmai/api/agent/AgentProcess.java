package dev.donmai.api.agent;

import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/** A program started by {@link AgentContext#launch}, with the tree below it. */
@ProviderType
public interface AgentProcess {

    /** Process id. */
    long pid();

    /** Standard output; must be read to the end. */
    InputStream stdout();

    /** Standard error; must be read to the end. */
    InputStream stderr();

    /**
     * Waits for the program's exit.
     *
     * @return the exit status (128 + n after signal n), or empty when the time was up first
     */
    OptionalInt awaitExit(Duration timeout) throws InterruptedException;

    /** Ends the tree, also what is left of it after the program's exit: TERM, the grace period, KILL. Returns when it is gone. */
    void stop(Duration grace);
}
