package dev.donmai.orchestrator.internal.queue;

import dev.donmai.model.session.QueueLayout;
import dev.donmai.orchestrator.internal.work.InvalidItemException;
import dev.donmai.orchestrator.internal.work.WorkItem;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.DuplicateSessionException;
import dev.donmai.sessions.NoRoomException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an item of the queue and has its session admitted. Used by one thread. */
final class ItemStart {

    /** So often is an item tried that is refused for a reason that may pass, before it has failed. */
    static final int MAX_REFUSALS = 5;

    private static final long MAX_PAUSE_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(ItemStart.class);

    private final QueueFiles files;
    private final Intake intake;
    private final String self;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<String, Pause> pauses = new HashMap<>();

    private record Pause(int refusals, long untilNanos) {}

    ItemStart(QueueFiles files, Intake intake, String self, InstantSource clock, LongSupplier nanoTime) {
        this.files = files;
        this.intake = intake;
        this.self = self;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Whether an item would be admitted now, whatever it is. */
    boolean open() {
        return intake.open();
    }

    /** Whether an item is not waiting for a refusal to pass. */
    boolean ready(String name) {
        Pause pause = pauses.get(name);
        return pause == null || nanoTime.getAsLong() - pause.untilNanos() >= 0;
    }

    /**
     * Takes an item.
     *
     * @return the claim when its session was admitted; empty when somebody else has the item, or it waits again, or has
     *     failed
     */
    Optional<Claim> take(String name, String sessionId) throws IOException, InterruptedException {
        Claim claim = new Claim(self, sessionId, UUID.randomUUID().toString(), false);
        if (!files.claim(name, claim)) {
            return Optional.empty();
        }
        QueueLayout layout = files.layout();
        try {
            WorkItem work = WorkItem.read(name, Files.readAllBytes(layout.item(layout.claimed(), name)));
            if (!work.spec().sessionId().equals(sessionId)) {
                throw new InvalidItemException("it was changed while it was taken");
            }
            intake.accept(work.request(claim.token()));
            pauses.remove(name);
            return Optional.of(noted(name, claim));
        } catch (InvalidItemException e) {
            files.settle(
                    name,
                    claim,
                    layout.failed(),
                    ItemResult.invalid(name, String.valueOf(e.getMessage()), clock.instant()));
        } catch (AdmissionException e) {
            refused(name, claim, e);
        }
        return Optional.empty();
    }

    private Claim noted(String name, Claim claim) throws InterruptedException {
        try {
            files.accepted(name, claim);
        } catch (IOException e) {
            LOG.warn("queue: that \"{}\" has begun is told by its session only: {}", name, e.getMessage());
        }
        return claim.asAccepted();
    }

    private void refused(String name, Claim claim, AdmissionException cause) throws IOException, InterruptedException {
        switch (cause) {
            case NoRoomException _ -> waitLonger(name, claim, cause, Duration.ZERO);
            case DuplicateSessionException _ -> waitLonger(name, claim, cause, pause(name));
            default -> {
                if (cause.getCause() instanceof IOException && refusals(name) + 1 < MAX_REFUSALS) {
                    waitLonger(name, claim, cause, pause(name));
                } else {
                    LOG.warn("queue: \"{}\" is refused: {}", name, cause.getMessage());
                    pauses.remove(name);
                    files.settle(
                            name,
                            claim,
                            files.layout().failed(),
                            ItemResult.refused(claim.sessionId(), String.valueOf(cause.getMessage()), clock.instant()));
                }
            }
        }
    }

    private int refusals(String name) {
        Pause pause = pauses.get(name);
        return pause == null ? 0 : pause.refusals();
    }

    /** How long an item waits after this refusal. */
    private Duration pause(String name) {
        int refusals = refusals(name);
        Duration pause = Duration.ofSeconds(Math.min(MAX_PAUSE_SECONDS, 1L << Math.min(refusals, 10)));
        pauses.put(name, new Pause(refusals + 1, nanoTime.getAsLong() + pause.toNanos()));
        return pause;
    }

    private void waitLonger(String name, Claim claim, AdmissionException cause, Duration pause)
            throws IOException, InterruptedException {
        LOG.info("queue: \"{}\" waits at least {} s longer: {}", name, pause.toSeconds(), cause.getMessage());
        files.release(name, claim);
    }
}
