package dev.donmai.orchestrator.internal.queue;

import dev.donmai.config.StateDirectory;
import dev.donmai.files.DirectoryWatch;
import dev.donmai.files.PathLock;
import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue that a daemon works from: its place among the owners, the loop, the watch that wakes it.
 *
 * @param place held until the end
 */
record RunningQueue(PathLock place, QueueLoop loop, DirectoryWatch watch) implements AutoCloseable {

    /** A program that drops many items is let finish. */
    private static final Duration QUIET = Duration.ofMillis(50);

    /** So many items are kept in each of the last folders. */
    private static final int MAX_SETTLED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RunningQueue.class);

    /** Takes the daemon's place and decides about what it left when it died; takes no item before {@link #begin}. */
    static RunningQueue open(QueueLayout layout, StateDirectory state, Intake intake)
            throws IOException, InterruptedException {
        QueueFiles files = new QueueFiles(layout);
        files.create();
        QueueOwners owners = new QueueOwners(layout);
        PathLock place = owners.announce(state);
        boolean opened = false;
        try {
            String self = QueueOwners.idOf(state);
            InstantSource clock = InstantSource.system();
            ClaimRecovery recovery = new ClaimRecovery(files, owners, self, state.sessions(), clock);
            Map<String, Claim> running = recovery.own(Set.of());
            Backlog backlog = new Backlog(layout, System::nanoTime);
            ItemStart start = new ItemStart(files, intake, self, clock, System::nanoTime);
            SettledItems settled = new SettledItems(layout, clock, MAX_SETTLED);
            QueueLoop loop = new QueueLoop(files, backlog, start, recovery, settled, intake, clock, running);
            RunningQueue queue =
                    new RunningQueue(place, loop, DirectoryWatch.start(layout.waiting(), QUIET, "queue", loop::poke));
            opened = true;
            return queue;
        } finally {
            if (!opened) {
                place.close();
            }
        }
    }

    /** Begins to take items. */
    void begin() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
        try (PathLock _ = place;
                DirectoryWatch _ = watch) {
            LOG.debug("the queue is left");
        } catch (IOException e) {
            LOG.warn("the queue was not left cleanly: {}", e.getMessage());
        }
    }
}
