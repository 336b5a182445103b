package dev.donmai.sessions.internal;

import dev.donmai.api.spawn.SpawnHook;
import dev.donmai.api.spawn.SpawnRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one hook, each time on a thread of its own and with a deadline. A call that is late is left to itself: it may hang for
 * ever. So that hung threads don't gather, a hook with several of them isn't called any more until one comes back. Thread-safe.
 */
final class HookCalls {

    /** A hook that left so many threads hanging has had its chances. */
    static final int MAX_HUNG = 4;

    /** What Linux takes in one string of an environment. */
    private static final int LONGEST_ENTRY = 128 * 1024 - 1;

    private static final Logger LOG = LoggerFactory.getLogger(HookCalls.class);

    private final SpawnHook hook;
    private final Duration limit;
    private final AtomicInteger hung = new AtomicInteger();

    HookCalls(SpawnHook hook, Duration limit) {
        this.hook = hook;
        this.limit = limit;
    }

    boolean isOf(SpawnHook other) {
        return hook.equals(other);
    }

    /** What the hook makes of an environment. */
    Map<String, String> beforeSpawn(SpawnRequest request, Map<String, String> environment) throws SpawnHookException {
        Map<String, String> made = call(
                request,
                () -> valid(hook.beforeSpawn(request, Collections.unmodifiableMap(environment))),
                // The start is off by then: what was done for it has to be taken back after all.
                () -> hook.aborted(request, late()));
        return Map.copyOf(made);
    }

    /** Tells the hook that a start is off. It can't change that, so its failures are only logged. */
    void aborted(SpawnRequest request, String cause) {
        try {
            call(request, Executors.callable(() -> hook.aborted(request, cause), true), () -> {});
        } catch (SpawnHookException e) {
            LOG.warn(
                    "session {}: {} did not take the news of an abort: {}",
                    request.sessionId(),
                    name(),
                    e.getMessage());
        }
    }

    private <T> T call(SpawnRequest request, Callable<T> work, Runnable whenLate) throws SpawnHookException {
        if (hung.get() >= MAX_HUNG) {
            throw new SpawnHookException(
                    name() + " is not asked any more: " + MAX_HUNG + " earlier calls of it have not come back");
        }
        // Completed once, by whoever comes first: the hook or the deadline.
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("donmai-spawn-hook-" + request.sessionId())
                .start(() -> run(work, answer, whenLate));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (TimeoutException e) {
            abandon(answer, thread, new SpawnHookException(late(), e));
        } catch (InterruptedException e) {
            abandon(answer, thread, new SpawnHookException("interrupted while " + name() + " was asked", e));
            Thread.currentThread().interrupt();
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw failure(e);
        }
    }

    private <T> void run(Callable<T> work, CompletableFuture<T> answer, Runnable whenLate) {
        Thread.currentThread().setContextClassLoader(hook.getClass().getClassLoader());
        boolean inTime = true;
        try {
            inTime = answer.complete(work.call());
            if (!inTime) {
                whenLate.run();
            }
        } catch (Throwable e) {
            if (inTime) {
                inTime = answer.completeExceptionally(e);
            } else {
                LOG.warn("{} failed after it had been late", name(), e);
            }
        } finally {
            if (!inTime) {
                hung.decrementAndGet();
            }
        }
    }

    private <T> void abandon(CompletableFuture<T> answer, Thread thread, SpawnHookException why) {
        // Counted first, as the hook counts itself back.
        hung.incrementAndGet();
        if (answer.completeExceptionally(why)) {
            thread.interrupt();
        } else {
            hung.decrementAndGet();
        }
    }

    /** @param wrapper what a future made of the failure */
    private static SpawnHookException failure(Exception wrapper) {
        Throwable cause = wrapper.getCause() == null ? wrapper : wrapper.getCause();
        if (cause instanceof SpawnHookException known) {
            return known;
        }
        return new SpawnHookException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }

    private Map<String, String> valid(@Nullable Map<String, String> made) throws SpawnHookException {
        if (made == null) {
            throw new SpawnHookException(name() + " returned no environment");
        }
        for (Map.Entry<String, String> variable : made.entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (name == null || name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new SpawnHookException(name() + " returned \"" + name + "\", which is no name of a variable");
            }
            if (value == null || value.indexOf('\0') >= 0 || name.length() + value.length() >= LONGEST_ENTRY) {
                throw new SpawnHookException(
                        name() + " returned a value of \"" + name + "\" that is no text, or is too long");
            }
        }
        return made;
    }

    private String late() {
        return name() + " had no answer within " + limit.toMillis() + " ms";
    }

    private String name() {
        return hook.getClass().getName();
    }
}
