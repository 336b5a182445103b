package dev.donmai.providers.command;

import dev.donmai.tck.AgentRuntimeTck;
import dev.donmai.tck.DrivesProgram;
import dev.donmai.tck.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The contract, with a program that prints event lines and gets its prompt in a file. */
class CommandJsonTckIT extends AgentRuntimeTck implements DrivesProgram {

    @Override
    protected Map<String, Object> settings() {
        return Map.of("argv", List.of("cat", CommandSettings.PROMPT_FILE), "prompt", "file", "format", "jsonl");
    }

    @Override
    public Scenario driving(Path program) {
        return Scenario.plain()
                .setting("argv", List.of(program.toString()))
                .setting("prompt", "file")
                .setting("format", "jsonl");
    }

    @Override
    public String saying(String text) {
        return "{\"kind\":\"agent.text\",\"text\":\"" + text + "\"}\n";
    }

    @Override
    public String done() {
        return "{\"kind\":\"agent.result\",\"success\":true}\n";
    }
}
