package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentEvent.Text;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.providers.echo.EchoRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Programs that are started, read or judged in a wrong way. */
public final class ProgramFaults {

    private ProgramFaults() {}

    /** Changes what is launched. */
    abstract static class Launches extends FaultyRuntime {

        Launches() {
            super(new EchoRuntime());
        }

        AgentCommand command(AgentCommand command, AgentSpec spec) {
            return command;
        }

        AgentProcess process(AgentProcess process) {
            return process;
        }

        @Override
        AgentContext context(AgentSpec spec, AgentContext worker) {
            UnaryOperator<AgentCommand> command = given -> command(given, spec);
            UnaryOperator<AgentProcess> process = this::process;
            return new OtherContext(worker) {
                @Override
                public AgentProcess launch(AgentCommand given) throws IOException {
                    return process.apply(worker.launch(command.apply(given)));
                }
            };
        }
    }

    public static final class HandsOnItsEnvironment extends Launches {
        @Override
        AgentCommand command(AgentCommand command, AgentSpec spec) {
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.putAll(command.environment());
            return new AgentCommand(command.argv(), environment, command.input());
        }
    }

    public static final class ShowsThePrompt extends Launches {
        @Override
        AgentCommand command(AgentCommand command, AgentSpec spec) {
            List<String> argv = new ArrayList<>(List.of("/usr/bin/env", "PROMPT=" + spec.prompt()));
            argv.addAll(command.argv());
            return new AgentCommand(argv, command.environment(), command.input());
        }
    }

    public static final class FailsWithoutWords extends Launches {
        @Override
        public AgentSession start(AgentSpec spec, AgentContext worker) {
            try {
                return super.start(spec, worker);
            } catch (AgentException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static final class EndsTheProgramAlone extends Launches {
        @Override
        AgentProcess process(AgentProcess process) {
            return new LoneProcess(process);
        }
    }

    public static final class DropsTheLastLine extends Launches {
        @Override
        AgentProcess process(AgentProcess process) {
            return new WholeLines(process);
        }
    }

    /** Changes what the program says, and what is said of its end. */
    abstract static class Says extends FaultyRuntime {

        Says() {
            super(new EchoRuntime());
        }

        /** A change of the events of one session. */
        abstract Change change();

        /** Hands on what becomes of an event. */
        interface Change {
            void pass(AgentEvent event, AgentContext worker);
        }

        @Override
        AgentContext context(AgentSpec spec, AgentContext worker) {
            Change change = change();
            return new OtherContext(worker) {
                @Override
                public void emit(AgentEvent event) {
                    change.pass(event, worker);
                }
            };
        }
    }

    public static final class ForgetsTheStatus extends Says {
        @Override
        Change change() {
            return (event, worker) -> worker.emit(
                    event instanceof Failure failure && failure.code().startsWith("exit_")
                            ? new Failure("failed", "the program failed")
                            : event);
        }
    }

    public static final class ForgetsTheSignal extends Says {
        @Override
        Change change() {
            return (event, worker) -> worker.emit(
                    event instanceof Failure failure && failure.code().startsWith("signal_")
                            ? new Failure("failed", "the program failed")
                            : event);
        }
    }

    public static final class EndsWithoutAWord extends Says {
        @Override
        Change change() {
            boolean[] said = new boolean[1];
            return (event, worker) -> {
                said[0] |= event instanceof Text;
                if (said[0] || !(event instanceof Result result && result.success())) {
                    worker.emit(event);
                }
            };
        }
    }

    public static final class GivesUpOnLongLines extends Says {
        @Override
        Change change() {
            return new DropsAfter() {
                @Override
                boolean brokenBy(Text text) {
                    return text.text().length() > 60_000;
                }
            };
        }
    }

    public static final class GivesUpOnStrangeBytes extends Says {
        @Override
        Change change() {
            return new DropsAfter() {
                @Override
                boolean brokenBy(Text text) {
                    return text.text().contains("\ufffd");
                }
            };
        }
    }

    /** Loses all texts after one. */
    abstract static class DropsAfter implements Says.Change {

        private boolean broken;

        abstract boolean brokenBy(Text text);

        @Override
        public void pass(AgentEvent event, AgentContext worker) {
            if (event instanceof Text text) {
                if (broken) {
                    return;
                }
                broken = brokenBy(text);
            }
            worker.emit(event);
        }
    }

    public static final class DropsForSlowReaders extends Says {
        @Override
        Change change() {
            boolean[] slow = new boolean[1];
            return (event, worker) -> {
                if (event instanceof Text && slow[0]) {
                    slow[0] = false;
                    return;
                }
                long begin = System.nanoTime();
                worker.emit(event);
                slow[0] = System.nanoTime() - begin > 250_000_000L;
            };
        }
    }
}
