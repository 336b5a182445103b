package dev.donmai.api.host;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps secrets out of the log; published as a service by the program that runs the daemon. Thread-safe. */
@ProviderType
@FunctionalInterface
public interface LogRedaction {

    /** From now on none of these texts appears in a line of the log; what was given before may appear again. */
    void hide(List<String> secrets);
}
