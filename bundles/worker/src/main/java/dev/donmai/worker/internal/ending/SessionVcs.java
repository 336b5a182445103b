package dev.donmai.worker.internal.ending;

import dev.donmai.api.vcs.VcsContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What the worker offers version control. */
public record SessionVcs(Map<String, String> environment, Path scratchDirectory, Set<String> secrets)
        implements VcsContext {

    /** Names no value of the environment and no secret. */
    @Override
    public String toString() {
        return "SessionVcs[scratchDirectory=" + scratchDirectory + "]";
    }
}
