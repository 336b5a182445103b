package dev.donmai.providers.echo;

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Init;
import dev.donmai.api.agent.AgentEvent.Notice;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentEvent.Text;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.api.agent.InjectableSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of the program. One thread reads what it prints and is the only one that emits events, so that their order is the
 * order of this class; another one reads its errors. {@code stop} and {@code inject} only leave a note.
 */
final class EchoSession implements InjectableSession {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int MOST_INJECTIONS = 32;

    private final String id;
    private final List<Notice> notices;
    private final AgentProcess process;
    private final AgentContext context;
    private final Lines said;
    private final LastLines errors;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Queue<String> injected = new ArrayDeque<>();

    private volatile boolean begun;
    private volatile boolean stopped;
    private boolean closed;

    EchoSession(String id, List<Notice> notices, AgentProcess process, AgentContext context) {
        this.id = id;
        this.notices = List.copyOf(notices);
        this.process = process;
        this.context = context;
        this.said = new Lines(process.stdout());
        this.errors = new LastLines(process.stderr());
        this.thread = Thread.ofPlatform().daemon().name("echo-session").unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        try {
            begun = true;
            context.emit(new Init(id));
            notices.forEach(context::emit);
            errors.begin();
            for (Optional<String> line = said.next(); line.isPresent(); line = said.next()) {
                context.emit(new Text(line.get()));
            }
            int status = awaitExit();
            // What the program left running goes with it.
            process.stop(GRACE);
            close().forEach(text -> context.emit(new Text(text)));
            context.emit(end(status));
        } catch (InterruptedException e) {
            // Only a stop that found this thread stuck interrupts it.
            context.emit(whenStopped());
        } finally {
            ended.countDown();
        }
    }

    private int awaitExit() throws InterruptedException {
        var status = process.awaitExit(GRACE);
        while (status.isEmpty()) {
            status = process.awaitExit(GRACE);
        }
        return status.getAsInt();
    }

    private AgentEvent end(int status) throws InterruptedException {
        if (stopped) {
            return whenStopped();
        }
        return status == 0
                ? new Result(true, said.last(), List.of(), "", Cost.NONE)
                // 128 + n stands for signal n.
                : new Failure(
                        status > 128 ? "signal_" + (status - 128) : "exit_" + status,
                        "the program ended with " + status + ": " + errors.text());
    }

    private static Result whenStopped() {
        return new Result(false, "", List.of("stopped by caller"), "stopped", Cost.NONE);
    }

    @Override
    public void inject(String text) throws AgentException {
        synchronized (injected) {
            if (closed) {
                throw new AgentException("echo: the session " + id + " has ended and takes no more text");
            }
            if (injected.size() == MOST_INJECTIONS) {
                throw new AgentException("echo: " + MOST_INJECTIONS + " injected texts wait already");
            }
            injected.add(text);
        }
    }

    /** What was injected; from now on nothing is. */
    private List<String> close() {
        synchronized (injected) {
            closed = true;
            return List.copyOf(injected);
        }
    }

    @Override
    public Optional<String> sessionId() {
        return begun ? Optional.of(id) : Optional.empty();
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
        stopped = true;
        // Ends the program and everything that it has started: its output ends then, and with that the session.
        process.stop(GRACE);
        if (Thread.currentThread() == thread) {
            // Called while one of our own events is taken: the end comes after it.
            return;
        }
        try {
            if (!awaitEnd(GRACE)) {
                thread.interrupt();
                awaitEnd(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
