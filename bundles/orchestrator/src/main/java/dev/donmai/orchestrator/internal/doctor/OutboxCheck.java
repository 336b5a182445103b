package dev.donmai.orchestrator.internal.doctor;

import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.model.wire.OutboxView;
import dev.donmai.orchestrator.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether results reach the orchestrator. */
@Component(service = DoctorCheck.class)
public final class OutboxCheck implements DoctorCheck {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Registration registration;
    private final InstantSource clock;

    @Activate
    public OutboxCheck(@Reference Registration registration) {
        this(registration, InstantSource.system());
    }

    OutboxCheck(Registration registration, InstantSource clock) {
        this.registration = registration;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public Finding look() {
        OutboxView outbox = registration.outbox();
        String error = outbox.lastError().isEmpty() ? "" : "; the last failure: " + outbox.lastError();
        if (outbox.refused() > 0) {
            return Finding.failed(
                    outbox.refused() + " result(s) found no room in the outbox, where " + outbox.waiting()
                            + " item(s) wait" + error,
                    "get the orchestrator reachable again: nothing is lost, but sessions keep their slots until then");
        }
        if (waitsLong(outbox)) {
            return Finding.warning(
                    outbox.waiting() + " item(s) wait for the orchestrator since " + outbox.oldest() + error,
                    "look whether the orchestrator is up; they are delivered when it is");
        }
        if (outbox.abandoned() > 0) {
            return Finding.warning(
                    outbox.abandoned() + " item(s) were refused by the orchestrator for good since the start" + error,
                    "look into the log for the sessions; their results are in their directories");
        }
        return Finding.ok(outbox.waiting() + " item(s) wait, " + outbox.delivered() + " delivered since the start");
    }

    private boolean waitsLong(OutboxView outbox) {
        return outbox.waiting() > 0
                && !outbox.oldest().equals(Instant.EPOCH)
                && outbox.oldest().plus(LONG).isBefore(clock.instant());
    }
}
