package dev.donmai.launcher.log;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One logger; all of them write to the same sink. */
final class LineLogger extends LegacyAbstractLogger {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient LogSink sink;

    LineLogger(String name, LogSink sink) {
        this.name = name;
        this.sink = sink;
    }

    @Override
    public boolean isTraceEnabled() {
        return sink.enabled(name, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return sink.enabled(name, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return sink.enabled(name, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return sink.enabled(name, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return sink.enabled(name, Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable error) {
        String text = arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
        sink.write(level, name, String.valueOf(text), error);
    }
}
