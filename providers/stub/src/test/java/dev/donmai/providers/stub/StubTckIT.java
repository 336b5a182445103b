package dev.donmai.providers.stub;

import dev.donmai.tck.AgentRuntimeTck;
import dev.donmai.tck.Scenario;
import java.util.Optional;
import java.util.Set;

/** The contract. The stub plays that it honours everything. */
class StubTckIT extends AgentRuntimeTck {

    @Override
    protected Optional<Scenario> endless() {
        return Optional.of(Scenario.plain().config("stub.behavior", "hang-then-timeout"));
    }

    @Override
    protected Set<String> honoured() {
        return Set.of("systemPromptAppend", "disallowedTools", "maxTurns", "model");
    }
}
