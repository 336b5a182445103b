package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.process.Program;
import dev.donmai.process.ProgramProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A worker without a sandbox: real processes, events kept or handed to a consumer. */
final class ProcessContext implements AgentContext {

    final List<AgentEvent> events = new CopyOnWriteArrayList<>();
    final List<AgentCommand> commands = new CopyOnWriteArrayList<>();
    volatile Consumer<AgentEvent> consumer = events::add;

    private final Path workarea;
    private final Path scratch;
    private final Map<String, Object> settings;

    ProcessContext(Path workarea, Path scratch, Map<String, Object> settings) {
        this.workarea = workarea;
        this.scratch = scratch;
        this.settings = settings;
    }

    @Override
    public AgentProcess launch(AgentCommand command) throws IOException {
        commands.add(command);
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.put("PATH", System.getenv("PATH"));
        Program program = Program.of(command.argv()).in(workarea).environment(environment);
        return new Running((command.input().isEmpty() ? program : program.stdin(command.input())).start());
    }

    @Override
    public void emit(AgentEvent event) {
        consumer.accept(event);
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public Path scratchDirectory() {
        return scratch;
    }

    private record Running(ProgramProcess process) implements AgentProcess {

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public InputStream stdout() {
            return process.stdout();
        }

        @Override
        public InputStream stderr() {
            return process.stderr();
        }

        @Override
        public OptionalInt awaitExit(Duration timeout) throws InterruptedException {
            return process.awaitExit(timeout);
        }

        @Override
        public void stop(Duration grace) {
            try {
                process.stop(grace);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
