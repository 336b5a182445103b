package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A worker's side of one session: starts real programs, keeps everything that the runtime does, and may be a slow reader. */
final class Workplace implements AgentContext {

    private final Path workarea;
    private final Path scratch;
    private final Map<String, String> environment;
    private final Map<String, Object> settings;
    private final List<AgentEvent> events = new CopyOnWriteArrayList<>();
    private final List<AgentCommand> commands = new CopyOnWriteArrayList<>();
    private final List<Launched> programs = new CopyOnWriteArrayList<>();
    private volatile Consumer<AgentEvent> reader = event -> {};

    Workplace(Path directory, Map<String, String> environment, Map<String, Object> settings) throws IOException {
        this.workarea = Files.createDirectory(directory.resolve("work"));
        this.scratch = Files.createDirectory(
                directory.resolve("scratch"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        this.environment = Map.copyOf(environment);
        this.settings = settings;
    }

    /** Who reads the events, on the thread that brings them, before they are kept. */
    void readBy(Consumer<AgentEvent> newReader) {
        reader = newReader;
    }

    Path workarea() {
        return workarea;
    }

    /** The events that were taken so far. */
    List<AgentEvent> events() {
        return List.copyOf(events);
    }

    List<AgentCommand> commands() {
        return List.copyOf(commands);
    }

    List<Launched> programs() {
        return List.copyOf(programs);
    }

    @Override
    public AgentProcess launch(AgentCommand command) throws IOException {
        commands.add(command);
        Map<String, String> composed = new HashMap<>(environment);
        composed.putAll(command.environment());
        Program program = Program.of(inWorkarea(command.argv())).in(workarea).environment(composed);
        Thread thread = Thread.currentThread();
        ClassLoader runtime = thread.getContextClassLoader();
        // The threads that feed the program are not the runtime's.
        thread.setContextClassLoader(Workplace.class.getClassLoader());
        try {
            Launched launched =
                    new Launched((command.input().isEmpty() ? program : program.stdin(command.input())).start());
            programs.add(launched);
            return launched;
        } finally {
            thread.setContextClassLoader(runtime);
        }
    }

    /** A relative path to a program is meant from the workarea. */
    private List<String> inWorkarea(List<String> argv) {
        if (argv.getFirst().indexOf('/') < 0) {
            return argv;
        }
        List<String> resolved = new ArrayList<>(argv);
        resolved.set(0, workarea.resolve(argv.getFirst()).toString());
        return resolved;
    }

    @Override
    public void emit(AgentEvent event) {
        reader.accept(event);
        events.add(event);
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public Path scratchDirectory() {
        return scratch;
    }
}
