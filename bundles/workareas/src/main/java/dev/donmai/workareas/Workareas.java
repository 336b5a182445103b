package dev.donmai.workareas;

import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.model.wire.WorkareaView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the trees of sessions and their archives lie ({@code workareas.md}). Reads the disk on every call. Thread-safe;
 * a service.
 */
public interface Workareas {

    /** Where the tree of a session lies while it lives. */
    Path worktree(String sessionId);

    /** Folder of the shared bare mirrors. */
    Path mirrors();

    /**
     * Writes the archive of an ended session and then removes its tree. Repeatable: an archive that is complete is not
     * written again. Does nothing when there is no tree and no archive.
     *
     * @return the archive's id; empty when the session left no tree
     * @throws IOException when the archive could not be written; the tree is untouched then
     */
    Optional<String> archiveAndRemove(ArchiveRequest request) throws IOException;

    /** The archives, sorted by the id they show. */
    List<WorkareaRow> archived() throws IOException;

    /**
     * One archive.
     *
     * @throws CorruptArchiveException when its manifest cannot be used
     */
    Optional<WorkareaView> inspect(String archiveId) throws IOException, CorruptArchiveException;

    /** How much disk the pool of workareas may take under this configuration, GiB; zero means no limit. */
    long poolLimit(DaemonConfig config);

    /** Changes that limit until the configuration changes it; GiB. */
    void setPoolLimit(long gigabytes);

    /**
     * What is known about a tree at the end of its session.
     *
     * @param sessionId whose tree
     * @param run the nonce of the run, so that a second run of one id gets an archive of its own
     * @param projectId allowlist entry
     * @param repository as it was asked for, credentials cut
     * @param ref as it was asked for
     * @param disposition final state
     * @param sourceProvider agent runtime
     * @param branch the session's branch; may be empty
     * @param headCommit where the branch ended; may be empty
     */
    record ArchiveRequest(
            String sessionId,
            String run,
            String projectId,
            String repository,
            String ref,
            String disposition,
            String sourceProvider,
            String branch,
            String headCommit) {}
}
