package dev.donmai.worker.internal;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives signals of the operating system. By reflection, because the compiler's warning about {@code sun.misc.Signal} can't be
 * switched off for one class; the module that holds it ({@code jdk.unsupported}) is part of every JDK.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** Calls {@code handler} with the name, such as {@code TERM}, on a thread of its own each time the signal comes. */
    static void handle(String name, Consumer<String> handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> receiver = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    receiver.getClassLoader(), new Class<?>[] {receiver}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.accept(name);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, receiver)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // The JVM's own reaction to the signal stays: it ends at once, and the daemon reports the session.
            LOG.warn("SIG{} can't be handled: {}", name, e.toString());
        }
    }
}
