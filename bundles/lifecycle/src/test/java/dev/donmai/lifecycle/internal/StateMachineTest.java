package dev.donmai.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.StateConflictException;
import org.junit.jupiter.api.Test;

class StateMachineTest {

    private final StateMachine machine = new StateMachine();

    private void run() throws StateConflictException {
        machine.starting();
        assertThat(machine.started()).isTrue();
    }

    @Test
    void acceptsOnlyWhenRunning() throws Exception {
        assertThat(machine.accepting()).isFalse();
        machine.starting();
        assertThat(machine.accepting()).isFalse();
        machine.started();
        assertThat(machine.accepting()).isTrue();
        machine.pause();
        assertThat(machine.accepting()).isFalse();
        machine.resume();
        assertThat(machine.accepting()).isTrue();
    }

    @Test
    void staysRunningButClosedAfterADrainUntilResumed() throws Exception {
        run();
        machine.closeAdmission();
        assertThat(machine.state()).isEqualTo(DaemonState.RUNNING);
        assertThat(machine.accepting()).isFalse();
        machine.resume();
        assertThat(machine.accepting()).isTrue();
    }

    @Test
    void tellsADrainThatItHasBeenCalledOff() throws Exception {
        run();
        long before = machine.closeAdmission();
        assertThat(machine.callOffs()).isEqualTo(before);
        machine.resume();
        long resumed = machine.callOffs();
        assertThat(resumed).isNotEqualTo(before);
        machine.callOffDrains();
        assertThat(machine.callOffs()).isNotEqualTo(resumed);
    }

    @Test
    void refusesResumeWhileDraining() throws Exception {
        run();
        machine.draining();
        assertThatThrownBy(machine::resume)
                .isInstanceOf(StateConflictException.class)
                .hasMessage("cannot resume while daemon is draining");
        assertThatThrownBy(machine::pause).hasMessage("cannot pause while daemon is draining");
    }

    @Test
    void refusesASecondStart() throws Exception {
        run();
        assertThatThrownBy(machine::starting).hasMessage("cannot start — current state \"running\"");
    }

    @Test
    void entersTheStopOnlyOnce() throws Exception {
        run();
        assertThat(machine.draining()).isEqualTo(DaemonState.RUNNING);
        assertThat(machine.draining()).isEqualTo(DaemonState.DRAINING);
    }

    @Test
    void doesNotRunWhenAStopCameDuringTheStart() throws Exception {
        machine.starting();
        machine.draining();
        assertThat(machine.started()).isFalse();
        assertThat(machine.state()).isEqualTo(DaemonState.DRAINING);
    }
}
