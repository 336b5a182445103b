package dev.donmai.worker.internal.workarea;

import dev.donmai.files.TreeDelete;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a session that no daemon of ours archives ({@code sessions.md} §2.5, step 21): removes the tree, but never one with
 * uncommitted or unpushed work.
 */
public final class TearDown {

    private static final Logger LOG = LoggerFactory.getLogger(TearDown.class);

    private TearDown() {}

    /**
     * Removes the tree if that is allowed.
     *
     * @param completed whether the session did what it was asked
     * @param preserve whether the tree of a failed session stays
     */
    public static void run(Path directory, Collected collected, boolean completed, boolean preserve) {
        if (!completed && preserve) {
            return;
        }
        if (!collected.safe()) {
            LOG.warn("{} stays: it holds work that is nowhere else", directory);
            return;
        }
        try {
            TreeDelete.delete(directory);
        } catch (IOException e) {
            LOG.warn("can't remove {}: {}", directory, e.toString());
        }
    }
}
