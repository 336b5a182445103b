package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.model.Json;
import dev.donmai.process.Program;
import dev.donmai.process.ProgramProcess;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.events.AgentEventJson;
import dev.donmai.worker.internal.events.EventSink;
import dev.donmai.worker.internal.events.OutputLog;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the worker offers the runtime. Events are written on the thread that brings them, so a runtime is as fast as the disk and
 * nothing piles up. Closing it ends everything that was launched and takes no more.
 */
public final class SessionContext implements AgentContext, Closeable {

    private static final int STDERR_KEPT = 8 << 10;
    private static final Logger LOG = LoggerFactory.getLogger(SessionContext.class);

    private final Map<String, String> environment;
    private final Path workarea;
    private final Map<String, Object> settings;
    private final Path scratch;
    private final Recording recording;
    private final Cancellation cancellation;
    private final Activity activity = new Activity();
    private final Observed observed = new Observed();
    private final List<LaunchedProgram> programs = new ArrayList<>();
    private boolean closed;

    /**
     * Where everything the agent does is kept.
     *
     * @param events its events
     * @param json how events are written
     * @param output what its programs print
     * @param listeners who else wants to see the events, in this order, after they are kept
     */
    public record Recording(
            EventSink events, AgentEventJson json, OutputLog output, List<AgentEventListener> listeners) {

        public Recording {
            listeners = List.copyOf(listeners);
        }
    }

    /**
     * @param environment the agent's environment, complete
     * @param workarea the working directory of what it starts
     * @param settings the runtime's settings, secrets resolved
     * @param scratch an empty private directory
     */
    public SessionContext(
            Map<String, String> environment,
            Path workarea,
            Map<String, Object> settings,
            Path scratch,
            Recording recording,
            Cancellation cancellation) {
        this.environment = Map.copyOf(environment);
        this.workarea = workarea;
        this.settings = settings;
        this.scratch = scratch;
        this.recording = recording;
        this.cancellation = cancellation;
    }

    @Override
    public AgentProcess launch(AgentCommand command) throws IOException {
        Map<String, String> composed = new HashMap<>(environment);
        composed.putAll(command.environment());
        Program program = Program.of(inWorkarea(command.argv())).in(workarea).environment(composed);
        synchronized (programs) {
            if (closed || cancellation.requested()) {
                throw new IOException("the session is ending: " + command.argv().getFirst() + " is not started");
            }
            ProgramProcess process = (command.input().isEmpty() ? program : program.stdin(command.input())).start();
            LastBytes errors = new LastBytes(STDERR_KEPT);
            LaunchedProgram launched = new LaunchedProgram(
                    process,
                    tee(process.stdout(), Optional.empty()),
                    tee(process.stderr(), Optional.of(errors)),
                    errors);
            programs.add(launched);
            return launched;
        }
    }

    /** A relative path to a program is meant from the workarea, not from where the worker runs. */
    private List<String> inWorkarea(List<String> argv) {
        if (argv.getFirst().indexOf('/') < 0) {
            return argv;
        }
        List<String> resolved = new ArrayList<>(argv);
        resolved.set(0, workarea.resolve(argv.getFirst()).toString());
        return resolved;
    }

    private InputStream tee(InputStream stream, Optional<LastBytes> kept) {
        return new OutputTee(stream, recording.output().stream(), activity, kept);
    }

    /** How the last program ended, when programs were launched and all of them have exited; else empty. */
    Optional<String> programsGone() {
        synchronized (programs) {
            if (programs.isEmpty() || programs.stream().anyMatch(LaunchedProgram::runs)) {
                return Optional.empty();
            }
            return Optional.of(programs.getLast().ending());
        }
    }

    @Override
    public void emit(AgentEvent event) {
        activity.touch();
        synchronized (observed) {
            observed.see(event);
            try {
                recording
                        .events()
                        .append(AgentEventJson.kind(event), recording.json().fields(event));
            } catch (IOException e) {
                LOG.warn("an event could not be kept: {}", e.toString());
                cancellation.request(Cancellation.Cause.RECORD, "events can't be written: " + e.getMessage());
            }
            recording.listeners().forEach(listener -> listener.on(event));
        }
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public Path scratchDirectory() {
        return scratch;
    }

    /** What the agent has said so far. */
    public Observed observed() {
        return observed;
    }

    /** How long nothing has been heard of the agent. */
    Duration silence() {
        return activity.silence();
    }

    /** Tells readers of the events that a limit ends the agent. */
    void announce(String limit, String message) {
        try {
            recording.events().append("limit", Json.object().put("what", limit).put("message", message));
        } catch (IOException e) {
            LOG.warn("the limit could not be told: {}", e.toString());
        }
    }

    /** Kills what was launched, at once; nothing more is launched. */
    @Override
    public void close() {
        List<LaunchedProgram> left;
        synchronized (programs) {
            closed = true;
            left = List.copyOf(programs);
        }
        left.forEach(program -> program.stop(Duration.ZERO));
    }
}
