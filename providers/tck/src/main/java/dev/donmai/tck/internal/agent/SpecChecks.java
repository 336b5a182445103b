package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What becomes of the fields of the work. */
final class SpecChecks {

    private static final String MISMATCH = "capability-mismatch";

    /** Fields that a capability stands for. */
    private static final Map<String, String> DECLARED = Map.of(
            "allowedTools", "acceptsAllowedToolsList",
            "mcpServers", "acceptsMcpServerSpec",
            "effort", "supportsReasoningEffort");

    /** Fields of which only the author knows. */
    private static final Set<String> TOLD = Set.of("systemPromptAppend", "disallowedTools", "maxTurns", "model");

    private final AgentSubject subject;

    private SpecChecks(AgentSubject subject) {
        this.subject = subject;
    }

    static List<Check> of(AgentSubject subject) {
        SpecChecks checks = new SpecChecks(subject);
        return List.of(new Check(
                "spec.reports-what-it-drops",
                "Each field of the work that the runtime does not honour is reported by a Notice of subtype " + MISMATCH
                        + " that begins with its name, and no other is.",
                checks::reports));
    }

    private void reports() throws Exception {
        Set<String> expected = new TreeSet<>(TOLD);
        expected.removeAll(subject.honoured());
        for (Map.Entry<String, String> field : DECLARED.entrySet()) {
            if (!subject.provider().declares(field.getValue())) {
                expected.add(field.getKey());
            }
        }
        Set<String> reported = new TreeSet<>();
        List<String> messages;
        try (Loaded<AgentRuntime> loaded = subject.load()) {
            Workplace place = subject.place(subject.ending());
            try (Play play = Play.begin(
                    loaded.work().getFirst(),
                    AgentRuntime::start,
                    Work.full(subject.ending(), place.workarea()),
                    place,
                    subject.provider().effort().patience())) {
                messages = play.awaitEnd().stream()
                        .filter(event -> event instanceof AgentEvent.Notice notice
                                && notice.subtype().equals(MISMATCH))
                        .map(event -> ((AgentEvent.Notice) event).message())
                        .toList();
            }
        }
        for (String message : messages) {
            reported.add(message.split("[^A-Za-z]", 2)[0]);
        }
        Demand.that(
                reported.equals(expected),
                "Not honoured are " + expected + ", as declared and as honoured() says; reported were " + messages
                        + ".");
    }
}
