package dev.donmai.providers.command;

import dev.donmai.tck.AgentRuntimeTck;
import dev.donmai.tck.DrivesProgram;
import dev.donmai.tck.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The contract, with a program that prints plain lines. */
class CommandTckIT extends AgentRuntimeTck implements DrivesProgram {

    @Override
    protected Map<String, Object> settings() {
        return Map.of("argv", List.of("cat"));
    }

    @Override
    public Scenario driving(Path program) {
        return Scenario.plain().setting("argv", List.of(program.toString()));
    }

    @Override
    public String saying(String text) {
        return text + "\n";
    }
}
