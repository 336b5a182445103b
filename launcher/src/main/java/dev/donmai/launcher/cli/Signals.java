package dev.donmai.launcher.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the daemon does when it is sent a signal. The classes the JDK has for this are reached by reflection: the
 * compiler warns about them in a way that cannot be turned off for one file.
 */
final class Signals {

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
     * twice does not want to wait for it.
     */
    static void interrupt(Thread thread) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : List.of("INT", "TERM", "HUP")) {
            handle(name, () -> {
                if (asked.getAndSet(true)) {
                    Runtime.getRuntime().halt(1);
                }
                thread.interrupt();
            });
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
