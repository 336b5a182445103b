package dev.donmai.providers.stub;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.InjectableSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One played session. Its thread alone emits events; {@link #inject} and {@link #stop} leave a note under the lock and
 * wake it, so that neither waits for whoever consumes the events.
 */
final class StubSession implements InjectableSession, Behavior.Stage {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int MOST_INJECTIONS = 32;

    private final String id;
    private final boolean resumed;
    private final StubSettings settings;
    private final Consumer<AgentEvent> sink;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<String> injections = new ArrayDeque<>();
    private boolean stopped;

    StubSession(String id, boolean resumed, StubSettings settings, Consumer<AgentEvent> sink) {
        this.id = id;
        this.resumed = resumed;
        this.settings = settings;
        this.sink = sink;
        this.thread = Thread.ofPlatform().daemon().name("donmai-stub-session").unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        try {
            sink.accept(new AgentEvent.Init(id));
            if (settings.behavior() != Behavior.FAIL_ON_CLONE) {
                emit(new AgentEvent.Notice(resumed ? "resumed" : "starting", ""));
            }
            settings.behavior().play(this);
        } catch (StoppedException | InterruptedException e) {
            sink.accept(new AgentEvent.Result(
                    false, "", List.of("stub: stopped by caller"), "stopped", AgentEvent.Cost.NONE));
        } finally {
            ended.countDown();
        }
    }

    @Override
    public StubSettings settings() {
        return settings;
    }

    @Override
    public void emit(AgentEvent event) {
        lock.lock();
        try {
            if (stopped) {
                throw new StoppedException();
            }
        } finally {
            lock.unlock();
        }
        sink.accept(event);
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !stopped) {
                left = changed.awaitNanos(left);
            }
            if (stopped) {
                throw new StoppedException();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String awaitInjection() throws InterruptedException {
        lock.lock();
        try {
            while (injections.isEmpty() && !stopped) {
                changed.await();
            }
            if (stopped) {
                throw new StoppedException();
            }
            return injections.remove();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void inject(String text) throws AgentException {
        if (settings.injectUnsupported()) {
            throw new AgentException(AgentException.UNSUPPORTED);
        }
        lock.lock();
        try {
            if (stopped || ended.getCount() == 0) {
                throw new AgentException("stub: the session " + id + " has ended and takes no more text");
            }
            if (injections.size() == MOST_INJECTIONS) {
                throw new AgentException("stub: " + MOST_INJECTIONS + " injected texts wait already");
            }
            injections.add(text);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> sessionId() {
        return Optional.of(id);
    }

    @Override
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() == thread) {
            // Called while handling one of our own events; the play ends at its next step.
            return;
        }
        try {
            if (!awaitEnd(GRACE)) {
                thread.interrupt();
                ended.await(GRACE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
