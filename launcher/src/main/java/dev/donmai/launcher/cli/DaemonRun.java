package dev.donmai.launcher.cli;

import dev.donmai.api.host.DaemonStartException;
import dev.donmai.launcher.Donmai;
import dev.donmai.launcher.RunningDaemon;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of the daemon in this process: its lines on standard output, its signals, its exit code. */
final class DaemonRun implements Signals.Receiver {

    private static final String STUB = " (stub registration — not registered with platform)";
    private static final Duration FOREVER = Duration.ofDays(36500);

    /** A forced stop kills, archives and records; longer than this it hangs. */
    private static final Duration FORCED_END = Duration.ofSeconds(40);

    private final PrintStream out;
    private final List<Consumer<RunningDaemon>> wishes = new ArrayList<>();
    private final AtomicInteger signals = new AtomicInteger();
    private @Nullable RunningDaemon running;

    DaemonRun(PrintStream out) {
        this.out = out;
    }

    /** Starts the daemon and returns its exit code when it has ended. */
    int run(Donmai.Builder builder) throws DaemonStartException, InterruptedException {
        Signals.deliverTo(this);
        RunningDaemon daemon = builder.start();
        say("state -> running");
        if (!daemon.workerId().isEmpty()) {
            say("worker-id " + daemon.workerId() + (daemon.workerId().endsWith("-stub") ? STUB : ""));
        }
        if (!daemon.address().isEmpty()) {
            say("http listening on " + daemon.address());
        }
        running(daemon);
        OptionalInt code = daemon.awaitExit(FOREVER);
        if (signals.get() == 0) {
            say(code.orElse(0) == 3 ? "restart requested" : "stop requested");
        }
        say("stopped");
        return code.orElse(0);
    }

    @Override
    public void end(String name) {
        if (signals.incrementAndGet() == 1) {
            say("received " + name + ", draining...");
            whenRunning(daemon -> daemon.stop("received " + name));
        } else {
            say("received " + name + ", ending sessions now");
            endBy(FORCED_END);
            whenRunning(RunningDaemon::forceStop);
        }
    }

    /** Who signals twice wants an end, also of a start or a stop that hangs; the next daemon goes on where this one was. */
    private synchronized void endBy(Duration limit) {
        if (running == null) {
            Runtime.getRuntime().halt(1);
        }
        Thread.ofPlatform().daemon().name("donmai-forced-end").start(() -> {
            try {
                Thread.sleep(limit);
                Runtime.getRuntime().halt(1);
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
        synchronized (out) {
            out.println("[daemon] " + text);
            out.flush();
        }
    }
}
