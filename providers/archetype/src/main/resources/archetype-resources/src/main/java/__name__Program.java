package ${package};

import dev.donmai.api.agent.AgentCommand;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program behind the runtime: {@code agents.${id}.path}, else {@code /bin/cat}. */
final class ${name}Program {

    private static final String PATH = "path";
    private static final String DEFAULT = "/bin/cat";

    private ${name}Program() {}

    /** Why no session could start it, for the operator; empty when one could. */
    static Optional<String> fault(Map<String, Object> settings) {
        Object path = settings.getOrDefault(PATH, DEFAULT);
        if (!(path instanceof String text) || text.isEmpty()) {
            return Optional.of("agents." + ${name}Provider.ID + ".path must be the path of a program");
        }
        try {
            Path program = Path.of(text);
            return Files.isRegularFile(program) && Files.isExecutable(program)
                    ? Optional.empty()
                    : Optional.of("agents." + ${name}Provider.ID + ".path: there is no program " + text);
        } catch (InvalidPathException e) {
            return Optional.of("agents." + ${name}Provider.ID + ".path is no path: " + e.getMessage());
        }
    }

    /** What is launched. The prompt goes to standard input: arguments can be read by everybody on the machine. */
    static AgentCommand command(Map<String, Object> settings, String prompt) {
        return new AgentCommand(List.of(settings.getOrDefault(PATH, DEFAULT).toString()), Map.of(), prompt);
    }
}
