package dev.donmai.launcher.framework;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/** Sends what the component runtime has to say to the log, one level lower where it is but information. */
final class ComponentLog implements LoggerFactory {

    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger("dev.donmai.components");

    @Override
    public Logger getLogger(String name) {
        return logger(name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return logger(type.getName(), Logger.class);
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> kind) {
        return logger(name, kind);
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> kind) {
        return logger(type.getName(), kind);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> kind) {
        return logger(name, kind);
    }

    /** A proxy: the interface has fifty methods, which differ in their level and the number of arguments. */
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
    private static <L extends Logger> L logger(String name, Class<L> kind) {
        return kind.cast(Proxy.newProxyInstance(
                ComponentLog.class.getClassLoader(),
                new Class<?>[] {kind},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getName", "toString" -> name;
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    case "trace", "debug", "info", "warn", "error", "audit" -> {
                        log(level(method.getName()), arguments);
                        yield null;
                    }
                    default -> LOG.isEnabledForLevel(level(method.getName()));
                }));
    }

    /** By the name of a method: {@code info} or {@code isInfoEnabled}. */
    private static Level level(String method) {
        String word = method.startsWith("is") ? method.substring(2).replace("Enabled", "") : method;
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "error", "audit" -> Level.ERROR;
            case "warn" -> Level.WARN;
            case "info" -> Level.DEBUG;
            default -> Level.TRACE;
        };
    }

    private static void log(Level level, @Nullable Object[] arguments) {
        @Nullable Object[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        if (rest.length == 1 && rest[0] instanceof Object[] several) {
            rest = several;
        }
        FormattingTuple text = MessageFormatter.arrayFormat(String.valueOf(arguments[0]), rest);
        LOG.atLevel(level).setCause(text.getThrowable()).log(text.getMessage());
    }
}
