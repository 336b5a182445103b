package dev.donmai.launcher.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the daemon does when it is sent a signal. The classes the JDK has for this are reached by reflection: the
 * compiler warns about them in a way that cannot be turned off for one file.
 */
final class Signals {

    /** How long the last thing may take after which somebody has signalled twice. */
    private static final Duration LEAVING = Duration.ofMillis(500);

    private Signals() {}

    /** Who answers. Called on threads of the JVM, one for each signal. */
    interface Receiver {

        /** TERM or INT. */
        void end(String name);

        /** HUP. */
        void reload();
    }

    static void deliverTo(Receiver receiver) {
        handle("TERM", () -> receiver.end("terminated"));
        handle("INT", () -> receiver.end("interrupt"));
        handle("HUP", receiver::reload);
        handle("USR1", () -> {});
    }

    /**
     * Interrupts a thread at whatever would end the process: for commands that go on until somebody has had enough. Who signals
     * twice does not want to wait for it; what is left then is done first, if it does not take long either.
     */
    static void interrupt(Thread thread, Runnable leaving) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : List.of("INT", "TERM", "HUP")) {
            handle(name, () -> {
                if (asked.getAndSet(true)) {
                    leave(leaving);
                    Runtime.getRuntime().halt(1);
                }
                thread.interrupt();
            });
        }
    }

    private static void leave(Runnable leaving) {
        Thread last = Thread.ofPlatform().daemon().name("donmai-leaving").start(leaving);
        try {
            last.join(LEAVING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot handle the signal " + name, e);
        }
    }
}
