package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Init;
import dev.donmai.api.agent.AgentEvent.Notice;
import dev.donmai.api.agent.AgentEvent.Output;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.api.agent.AgentSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of the program: two threads read its streams to their ends, a third one sees it exit, ends what it left behind
 * and says last how it went.
 */
final class CommandSession implements AgentSession {

    /** A line is cut here; what is longer is data, not something to read. */
    static final int LONGEST_LINE = 256 * 1024;

    private static final int STDERR_KEPT = 8 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** After the exit: how long a stream that something else still holds open may stay silent. */
    private static final Duration QUIET = Duration.ofMillis(1500);
    /** How long a program may go on after it has said its result. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final String id =
            "command-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final String program;
    private final AgentProcess process;
    private final Optional<Path> promptFile;
    private final List<String> mismatches;
    private final EventGate events;
    private final OutputFormat format;
    private final TextTail errors = new TextTail(STDERR_KEPT);
    private final LinePump stdout;
    private final LinePump stderr;
    private final Thread thread;
    private final CountDownLatch exited = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile String visibleId = "";
    private volatile boolean stopped;
    private volatile boolean lingered;

    CommandSession(
            String program,
            AgentProcess process,
            CommandSettings.Format format,
            Optional<Path> promptFile,
            List<String> mismatches,
            Consumer<AgentEvent> sink) {
        this.program = program;
        this.process = process;
        this.promptFile = promptFile;
        this.mismatches = mismatches;
        this.events = new EventGate(sink);
        this.format = switch (format) {
            case TEXT -> new TextFormat(events);
            case JSONL -> new JsonLinesFormat(events, this::resultSaid);
        };
        this.stdout = new LinePump("stdout", process.stdout(), LONGEST_LINE, this.format::line);
        this.stderr = new LinePump("stderr", process.stderr(), LONGEST_LINE, this::errorLine);
        this.thread =
                Thread.ofPlatform().daemon().name("donmai-command-session").unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        try {
            visibleId = id;
            events.accept(new Init(id));
            mismatches.forEach(m -> events.accept(new Notice("capability-mismatch", m)));
            stdout.begin();
            stderr.begin();
            int status = awaitExit();
            exited.countDown();
            readRest();
            String left = CommandRuntime.clean(promptFile);
            if (!left.isEmpty()) {
                events.accept(new Notice("warning", left.substring(2)));
            }
            events.last(new Ending(program, stopped, lingered, status, format, errors.text()).event());
        } catch (InterruptedException e) {
            // Only a stop() that found this thread stuck interrupts it.
            events.last(Ending.whenStopped());
        } finally {
            exited.countDown();
            ended.countDown();
        }
    }

    private int awaitExit() throws InterruptedException {
        OptionalInt status;
        do {
            status = process.awaitExit(Duration.ofHours(1));
        } while (status.isEmpty());
        return status.getAsInt();
    }

    /** Reads what is left in the pipes, and ends what the program left running, which may hold them open. */
    private void readRest() throws InterruptedException {
        LinePump.awaitEnd(List.of(stdout, stderr), QUIET);
        process.stop(GRACE);
        LinePump.awaitEnd(List.of(stdout, stderr), QUIET);
    }

    private void errorLine(String line, boolean truncated) {
        errors.append(line);
        events.accept(new Output(Output.Stream.STDERR, line, truncated));
    }

    /** The program has said its result and has to exit now. */
    private void resultSaid() {
        Thread.ofPlatform().daemon().name("donmai-command-linger").start(() -> {
            try {
                if (!exited.await(LINGER.toNanos(), TimeUnit.NANOSECONDS)) {
                    lingered = true;
                    process.stop(GRACE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public Optional<String> sessionId() {
        return Optional.of(visibleId).filter(i -> !i.isEmpty());
    }

    @Override
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        if (exited.getCount() > 0) {
            stopped = true;
        }
        process.stop(GRACE);
        Thread self = Thread.currentThread();
        if (self == thread || stdout.runsOn(self) || stderr.runsOn(self)) {
            // Called while handling one of our own events: the end comes after it.
            return;
        }
        try {
            if (!awaitEnd(GRACE.multipliedBy(2))) {
                thread.interrupt();
                awaitEnd(GRACE);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            self.interrupt();
        }
    }
}
