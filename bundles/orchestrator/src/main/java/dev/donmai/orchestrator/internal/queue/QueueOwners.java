package dev.donmai.orchestrator.internal.queue;

import dev.donmai.config.StateDirectory;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.PathLock;
import dev.donmai.files.Sha256;
import dev.donmai.model.Json;
import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The daemons that work from the queue, by their state directories. Each holds a lock for as long as it lives, which the
 * system takes away from one that dies: no clock and no pid has to be believed.
 */
final class QueueOwners {

    private static final int ID_CHARS = 16;

    /** Another daemon takes the place of a dead one for a moment, and gives it back. */
    private static final Duration PLACE_WAIT = Duration.ofSeconds(3);

    private final QueueLayout layout;

    private record Address(String stateDirectory) {}

    QueueOwners(QueueLayout layout) {
        this.layout = layout;
    }

    static String idOf(StateDirectory state) {
        return Sha256.of(state.root().toString()).substring(0, ID_CHARS);
    }

    /**
     * Announces a daemon until the lock is closed.
     *
     * @throws IOException when another one with the same state directory works from this queue
     */
    PathLock announce(StateDirectory state) throws IOException, InterruptedException {
        String id = idOf(state);
        PathLock lock = PathLock.acquire(lock(id), PLACE_WAIT)
                .orElseThrow(() -> new IOException("another daemon with the state directory " + state.root()
                        + " works from the queue " + layout.directory() + "; is it on another machine?"));
        boolean announced = false;
        try {
            AtomicFile.write(address(id), Json.bytes(new Address(state.root().toString())));
            announced = true;
            return lock;
        } finally {
            if (!announced) {
                lock.close();
            }
        }
    }

    /** Takes the place of a daemon that is dead, so that it cannot come back meanwhile; empty when it lives. */
    Optional<PathLock> replace(String id) throws IOException {
        return PathLock.tryAcquire(lock(id));
    }

    /** Where a daemon keeps its sessions; empty when that is not known. */
    Optional<Path> sessionsOf(String id) throws IOException {
        try {
            Address address = Json.read(address(id), Address.class);
            return Optional.of(new StateDirectory(Path.of(address.stateDirectory())).sessions());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path lock(String id) {
        return layout.owners().resolve(id + ".lock");
    }

    private Path address(String id) {
        return layout.owners().resolve(id + ".json");
    }
}
