package dev.donmai.sessions.internal;

import dev.donmai.lifecycle.DoctorCheck;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether ended sessions get finished: archived, recorded, their slots freed. */
@Component(service = DoctorCheck.class)
public final class SessionsCheck implements DoctorCheck {

    private final SessionService sessions;

    @Activate
    public SessionsCheck(@Reference SessionService sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Finding look() {
        List<String> unfinished = sessions.unfinished();
        return unfinished.isEmpty()
                ? Finding.ok(sessions.active() + " of " + sessions.capacity() + " slots are taken")
                : Finding.warning(
                        "ended and not finished yet: " + String.join(", ", unfinished),
                        "see the daemon's log for what stands in the way; it tries again by itself");
    }
}
