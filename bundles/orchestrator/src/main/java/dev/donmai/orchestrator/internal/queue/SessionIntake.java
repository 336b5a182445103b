package dev.donmai.orchestrator.internal.queue;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.SessionQuery;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.sessions.Sessions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** The sessions of this daemon as the queue sees them. */
record SessionIntake(Configuration configuration, Lifecycle lifecycle, Sessions sessions) implements Intake {

    @Override
    public boolean open() {
        return lifecycle.state() == DaemonState.RUNNING
                && lifecycle.accepting()
                && sessions.active() < sessions.capacity();
    }

    @Override
    public void accept(SessionRequest request) throws AdmissionException {
        var _ = sessions.accept(request);
    }

    @Override
    public Set<String> live() {
        return sessions.list(SessionQuery.LIVE).stream()
                .map(SessionHandle::sessionId)
                .collect(Collectors.toSet());
    }

    @Override
    public Duration keepSettled() {
        return Duration.ofDays(configuration.current().sessions().history().days());
    }
}
