package dev.donmai.orchestrator.internal.queue;

import dev.donmai.files.PathLock;
import dev.donmai.model.session.QueueLayout;
import dev.donmai.model.wire.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about claims by what the session directories say: one that came to nothing returns, one whose session is over is
 * settled, one whose session is unfinished is left to the daemon that has the session.
 */
final class ClaimRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimRecovery.class);

    private final QueueFiles files;
    private final QueueOwners owners;
    private final String self;
    private final Path sessions;
    private final InstantSource clock;
    private final Set<String> told = new HashSet<>();

    ClaimRecovery(QueueFiles files, QueueOwners owners, String self, Path sessions, InstantSource clock) {
        this.files = files;
        this.owners = owners;
        this.self = self;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Decides about what this daemon has claimed and nobody follows: what it left when it died, or could not write.
     *
     * @param followed items that are followed
     * @return the claims whose sessions are unfinished, by item
     */
    Map<String, Claim> own(Set<String> followed) throws IOException, InterruptedException {
        Map<String, Claim> unfinished = new TreeMap<>();
        for (Map.Entry<String, Optional<Claim>> entry : files.claims().entrySet()) {
            Optional<Claim> claim = entry.getValue().filter(one -> one.owner().equals(self));
            if (claim.isPresent() && !followed.contains(entry.getKey()) && !concludeOwn(entry.getKey(), claim.get())) {
                unfinished.put(entry.getKey(), claim.get().asAccepted());
            }
        }
        return unfinished;
    }

    /** As {@link #conclude}, for a claim of this daemon. */
    boolean concludeOwn(String name, Claim claim) throws IOException, InterruptedException {
        return conclude(name, claim, sessions);
    }

    /**
     * Settles or returns an item, if it can be told which.
     *
     * @return false when its session is unfinished
     */
    private boolean conclude(String name, Claim claim, Path ofOwner) throws IOException, InterruptedException {
        QueueLayout layout = files.layout();
        switch (Fate.of(claim, ofOwner)) {
            case Fate.Ended(var record) -> {
                boolean completed = record.handle().state() == SessionState.COMPLETED;
                files.settle(name, claim, completed ? layout.done() : layout.failed(), ItemResult.of(record));
            }
            case Fate.Unfinished() -> {
                if (!claim.accepted()) {
                    files.accepted(name, claim);
                }
                return false;
            }
            case Fate.None() -> {
                if (claim.accepted()) {
                    files.settle(
                            name, claim, layout.failed(), ItemResult.forgotten(claim.sessionId(), clock.instant()));
                } else {
                    LOG.info("queue: \"{}\" was claimed and not begun; it waits again", name);
                    files.release(name, claim);
                }
            }
        }
        return true;
    }

    /** Decides about what others have claimed that are dead, and about items that nobody has claimed. */
    void ofOthers() throws IOException, InterruptedException {
        Map<String, Optional<Claim>> claims = files.claims();
        for (Map.Entry<String, Optional<Claim>> entry : claims.entrySet()) {
            if (entry.getValue().isEmpty()) {
                files.releaseUnclaimed(entry.getKey());
            }
        }
        Map<String, Map<String, Claim>> byOwner = new HashMap<>();
        claims.forEach((name, claim) -> claim.filter(one -> !one.owner().equals(self))
                .ifPresent(one -> byOwner.computeIfAbsent(one.owner(), _ -> new TreeMap<>())
                        .put(name, one)));
        for (Map.Entry<String, Map<String, Claim>> owner : byOwner.entrySet()) {
            Optional<PathLock> place = owners.replace(owner.getKey());
            if (place.isPresent()) {
                try (PathLock _ = place.get()) {
                    ofDead(owner.getKey(), owner.getValue());
                }
            }
        }
    }

    private void ofDead(String owner, Map<String, Claim> claims) throws IOException, InterruptedException {
        Optional<Path> place = owners.sessionsOf(owner).filter(Files::isDirectory);
        Map<String, Claim> unfinished = new TreeMap<>(claims);
        if (place.isPresent()) {
            for (Map.Entry<String, Claim> claim : claims.entrySet()) {
                if (conclude(claim.getKey(), claim.getValue(), place.get())) {
                    unfinished.remove(claim.getKey());
                }
            }
        }
        if (!unfinished.isEmpty() && told.add(owner + unfinished.keySet())) {
            LOG.warn(
                    "queue: {} item(s) were begun by a daemon that does not run, and wait until it is started again ({}): {}",
                    unfinished.size(),
                    owners.sessionsOf(owner)
                            .map(Path::getParent)
                            .map(Path::toString)
                            .orElse("of an unknown directory"),
                    unfinished.keySet().stream().limit(10).collect(Collectors.joining(", ")));
        }
    }
}
