package dev.donmai.lifecycle.internal;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.StateConflictException;
import java.util.EnumSet;
import java.util.Set;

/**
 * The guarded state of the daemon: state and admission change together under one lock, and only along the allowed
 * transitions ({@code lifecycle.md} §2.1).
 *
 * <pre>
 *   stopped ─► starting ─► running ◄─► paused
 *      ▲           │          └────┬──────┘
 *      └───────────┴── draining ◄──┘
 * </pre>
 */
final class StateMachine {

    private static final Set<DaemonState> UP = EnumSet.of(DaemonState.RUNNING, DaemonState.PAUSED);

    private DaemonState state = DaemonState.STOPPED;
    private boolean accepting;
    /** Counts what calls a drain off: openings of admission, and ends of the daemon. */
    private long callOffs;

    synchronized DaemonState state() {
        return state;
    }

    synchronized boolean accepting() {
        return state == DaemonState.RUNNING && accepting;
    }

    synchronized long callOffs() {
        return callOffs;
    }

    synchronized void starting() throws StateConflictException {
        if (state != DaemonState.STOPPED) {
            throw new StateConflictException("cannot start — current state \"" + state.wireName() + "\"");
        }
        state = DaemonState.STARTING;
    }

    /** The start succeeded; false when a stop came in between. */
    synchronized boolean started() {
        if (state != DaemonState.STARTING) {
            return false;
        }
        state = DaemonState.RUNNING;
        accepting = true;
        callOffs++;
        return true;
    }

    synchronized void pause() throws StateConflictException {
        require("pause");
        state = DaemonState.PAUSED;
        accepting = false;
    }

    synchronized void resume() throws StateConflictException {
        require("resume");
        state = DaemonState.RUNNING;
        accepting = true;
        callOffs++;
    }

    /** Closes admission without leaving the state; the number of {@link #callOffs} so far. */
    synchronized long closeAdmission() throws StateConflictException {
        require("drain");
        accepting = false;
        return callOffs;
    }

    /** Enters the stop for a restart. */
    synchronized void restarting() throws StateConflictException {
        require("restart");
        state = DaemonState.DRAINING;
        accepting = false;
    }

    /** Enters the stop, unless one is under way or nothing runs; the state before. */
    synchronized DaemonState draining() {
        DaemonState before = state;
        if (before != DaemonState.STOPPED) {
            state = DaemonState.DRAINING;
            accepting = false;
        }
        return before;
    }

    /** The sessions have ended, or are to be left alone: no drain has a say in it any more. */
    synchronized void callOffDrains() {
        callOffs++;
    }

    synchronized void stopped() {
        state = DaemonState.STOPPED;
        accepting = false;
    }

    private void require(String verb) throws StateConflictException {
        if (!UP.contains(state)) {
            throw new StateConflictException("cannot " + verb + " while daemon is " + state.wireName());
        }
    }
}
