package dev.donmai.git;

import java.util.Collection;
import java.util.List;

/**
 * Everything in a working copy that no commit holds, as the next commit could have it. It is kept beside the working copy's own
 * index: until {@link #commit} nothing of the working copy changes, and a lock that a killed git left there is in nobody's
 * way. Used by one thread; close it.
 */
public interface Staging extends AutoCloseable {

    /** The paths that differ from the current commit, sorted. */
    List<StagedFile> files();

    /** Takes paths out: they stay as the current commit has them. */
    void leaveOut(Collection<String> paths) throws GitException, InterruptedException;

    /**
     * Makes a commit of what is left, on the current branch or, without one, on the detached HEAD. No hook is run. A merge that
     * was under way is concluded with it.
     *
     * @return its full id; that of the current commit if nothing is left
     */
    String commit(String message) throws GitException, InterruptedException;

    /** Removes what was kept for it. */
    @Override
    void close();
}
