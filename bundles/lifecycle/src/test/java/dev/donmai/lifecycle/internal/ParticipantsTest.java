package dev.donmai.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.lifecycle.Participant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParticipantsTest {

    private final List<String> calls = new ArrayList<>();
    private final Participants participants = new Participants();

    private Participant participant(String name, int order, boolean failing) {
        return new Participant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int order() {
                return order;
            }

            @Override
            public void start() throws IOException {
                calls.add("start " + name);
                if (failing) {
                    throw new IOException(name + " is broken");
                }
            }

            @Override
            public void stop() {
                calls.add("stop " + name);
                if (name.equals("rude")) {
                    throw new IllegalStateException("rude");
                }
            }
        };
    }

    @Test
    void startsInOrderAndStopsInTheOppositeOne() throws Exception {
        participants.start(List.of(participant("late", 40, false), participant("early", 10, false)));
        participants.stop();
        assertThat(calls).containsExactly("start early", "start late", "stop late", "stop early");
    }

    @Test
    void releasesWhatHadStartedWhenOneFails() {
        assertThatThrownBy(() -> participants.start(
                        List.of(participant("a", 10, false), participant("b", 20, true), participant("c", 30, false))))
                .hasMessage("b is broken");
        assertThat(calls).containsExactly("start a", "start b", "stop b", "stop a");
    }

    @Test
    void stopsTheOthersWhenOneFailsToStop() throws Exception {
        participants.start(List.of(participant("a", 10, false), participant("rude", 20, false)));
        participants.stop();
        assertThat(calls).endsWith("stop rude", "stop a");
    }
}
