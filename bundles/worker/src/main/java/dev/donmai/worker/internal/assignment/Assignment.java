package dev.donmai.worker.internal.assignment;

import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.SessionDetail;
import java.nio.file.Path;
import java.util.Optional;

/** One session to run, and where it came from. */
public sealed interface Assignment {

    /** What there is to do. */
    Work work();

    /** Where the daemon tells about the session while it runs; empty for one that needs nothing from it. */
    Optional<DetailSource> source();

    /**
     * From our daemon: the session directory says everything and takes everything.
     *
     * @param layout the directory
     * @param file its {@code session.json}
     * @param detail the file's detail with the credentials of the start
     */
    record FromDirectory(SessionLayout layout, SessionFile file, SessionDetail detail, Optional<DetailSource> source)
            implements Assignment {

        @Override
        public Work work() {
            return Work.of(file, detail);
        }
    }

    /**
     * From a daemon of another make: the detail came over HTTP, and nothing is kept but the tree.
     *
     * @param detail what the daemon answered
     * @param daemonUrl who answered
     * @param source where it answers
     * @param worktrees parent of the check-out
     * @param preserve whether the check-out of a failed session stays
     */
    record FromDaemon(
            SessionDetail detail, String daemonUrl, Optional<DetailSource> source, Path worktrees, boolean preserve)
            implements Assignment {

        @Override
        public Work work() {
            return Work.of(detail, daemonUrl, worktrees);
        }
    }
}
