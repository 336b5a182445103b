package dev.donmai.launcher.cli;

import dev.donmai.api.host.DaemonStartException;
import dev.donmai.launcher.Donmai;
import dev.donmai.launcher.RunningDaemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the daemon in this process: its lines on standard output, its signals, its exit code. */
final class DaemonRun implements Signals.Receiver {

    private static final String PREFIX = "[daemon] ";
    private static final String STUB = " (stub registration — not registered with platform)";
    private static final Duration FOREVER = Duration.ofDays(36500);

    /** A forced stop kills, archives and records; longer than this it hangs. */
    private static final Duration FORCED_END = Duration.ofSeconds(40);

    /** A start that was called off releases what it has; longer than this it hangs. */
    private static final Duration CALLED_OFF = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(DaemonRun.class);

    private final Console console;
    private final Thread starter = Thread.currentThread();
    private final List<Consumer<RunningDaemon>> wishes = new ArrayList<>();
    private final AtomicInteger signals = new AtomicInteger();
    private @Nullable RunningDaemon running;

    /** A run on the thread that makes it. */
    DaemonRun(Console console) {
        this.console = console;
    }

    /** Starts the daemon and returns its exit code when it has ended. */
    int run(Donmai.Builder builder) throws DaemonStartException, InterruptedException {
        Signals.deliverTo(this);
        Optional<RunningDaemon> started = start(builder);
        if (started.isEmpty()) {
            say("stopped");
            return 0;
        }
        RunningDaemon daemon = started.get();
        say("state -> running");
        if (!daemon.workerId().isEmpty()) {
            say("worker-id " + daemon.workerId() + (daemon.workerId().endsWith("-stub") ? STUB : ""));
        }
        if (!daemon.address().isEmpty()) {
            say("http listening on " + daemon.address());
        }
        daemon.socket().ifPresent(path -> say("http listening on unix:" + path));
        running(daemon);
        int code = daemon.awaitExit(FOREVER).orElse(0);
        if (!daemon.failure().isEmpty()) {
            console.note(PREFIX + daemon.failure());
        } else if (signals.get() == 0) {
            say(code == 3 ? "restart requested" : "stop requested");
        }
        say("stopped");
        return code;
    }

    /** Empty when it was told to end before it ran; nothing of it is left then. */
    private Optional<RunningDaemon> start(Donmai.Builder builder) throws DaemonStartException {
        try {
            return Optional.of(builder.start());
        } catch (DaemonStartException | RuntimeException e) {
            if (signals.get() == 0) {
                throw e;
            }
            LOG.info("called off before it ran: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void end(String name) {
        if (signals.incrementAndGet() == 1) {
            say("received " + name + ", draining...");
            whenRunning(daemon -> daemon.stop("received " + name));
            callOffStart();
        } else {
            say("received " + name + ", ending sessions now");
            endBy(FORCED_END);
            whenRunning(RunningDaemon::forceStop);
        }
    }

    /** Nobody waits for the end of a start that is not wanted any more; what it has begun, the next one finds. */
    private synchronized void callOffStart() {
        if (running != null) {
            return;
        }
        starter.interrupt();
        after(CALLED_OFF, () -> {
            if (isStarting()) {
                LOG.warn("the start does not end; ending without it");
                say("stopped");
                Runtime.getRuntime().halt(0);
            }
        });
    }

    private synchronized boolean isStarting() {
        return running == null;
    }

    /** Who signals twice wants an end, also of a start or a stop that hangs; the next daemon goes on where this one was. */
    private synchronized void endBy(Duration limit) {
        if (running == null) {
            Runtime.getRuntime().halt(1);
        }
        after(limit, () -> Runtime.getRuntime().halt(1));
    }

    private static void after(Duration time, Runnable action) {
        Thread.ofPlatform().daemon().name("donmai-forced-end").start(() -> {
            try {
                Thread.sleep(time);
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void reload() {
        whenRunning(RunningDaemon::reload);
    }

    private synchronized void running(RunningDaemon daemon) {
        running = daemon;
        // A start that could not be called off any more has ended well; the wish is granted now.
        Thread.interrupted();
        wishes.forEach(wish -> wish.accept(daemon));
        wishes.clear();
    }

    /** A daemon that is still starting hears of it as soon as it runs. */
    private synchronized void whenRunning(Consumer<RunningDaemon> wish) {
        if (running == null) {
            wishes.add(wish);
        } else {
            wish.accept(running);
        }
    }

    private void say(String text) {
        console.line(PREFIX + text);
    }
}
