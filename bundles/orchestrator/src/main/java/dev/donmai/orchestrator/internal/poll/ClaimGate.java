package dev.donmai.orchestrator.internal.poll;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.orchestrator.internal.heartbeat.HostStatus;
import dev.donmai.sessions.Sessions;

/**
 * Whether work may be claimed: what is claimed and cannot be run has to be given back, which costs the queue its order
 * ({@code orchestrator.md} §8.2).
 */
public record ClaimGate(Lifecycle lifecycle, Sessions sessions, HostStatus hostStatus) {

    boolean isOpen() {
        return lifecycle.state() == DaemonState.RUNNING
                && lifecycle.accepting()
                && sessions.active() < sessions.capacity()
                && !hostStatus.suspendsClaims();
    }
}
