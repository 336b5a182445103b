package dev.donmai.api.host;

import java.util.List;

/** Keeps secrets out of the log; published as a service by the program that runs the daemon. Thread-safe. */
@FunctionalInterface
public interface LogRedaction {

    /** From now on none of these texts appears in a line of the log; what was given before may appear again. */
    void hide(List<String> secrets);
}
