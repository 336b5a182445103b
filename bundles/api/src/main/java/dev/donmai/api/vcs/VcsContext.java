package dev.donmai.api.vcs;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** What the worker offers version control for one session. Thread-safe. */
@ProviderType
public interface VcsContext {

    /** Variables to choose from for the programs that are started, at least {@code PATH} and {@code HOME}. */
    Map<String, String> environment();

    /** A private directory (0700) outside the workarea for files that hold secrets; removed after the session. */
    Path scratchDirectory();

    /**
     * Values that must leave the session neither in a commit nor in a message. What a provider returns is free of them.
     */
    Set<String> secrets();
}
