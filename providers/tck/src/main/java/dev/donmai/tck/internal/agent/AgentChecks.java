package dev.donmai.tck.internal.agent;

import dev.donmai.tck.internal.Check;
import java.util.List;
import java.util.stream.Stream;

/** All checks of an agent runtime. */
public final class AgentChecks {

    private AgentChecks() {}

    public static List<Check> of(AgentSubject subject) {
        return Stream.of(
                        RuntimeChecks.of(subject),
                        EventChecks.of(subject),
                        SpecChecks.of(subject),
                        ProcessChecks.of(subject),
                        StopChecks.of(subject),
                        ProgramChecks.of(subject),
                        AbilityChecks.of(subject))
                .flatMap(List::stream)
                .toList();
    }
}
