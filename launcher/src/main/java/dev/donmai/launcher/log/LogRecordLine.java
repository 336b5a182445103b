package dev.donmai.launcher.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Writes one record as one line; only a stack trace may follow a text line, indented. */
final class LogRecordLine {

    private LogRecordLine() {}

    static String text(
            Instant at, Level level, String logger, String message, @Nullable Throwable error, boolean trace) {
        StringBuilder line = new StringBuilder(96 + message.length());
        line.append("time=").append(at.truncatedTo(ChronoUnit.MILLIS));
        line.append(" level=").append(level);
        line.append(" logger=").append(shortName(logger));
        line.append(" msg=");
        quote(message, line);
        if (error != null) {
            line.append(" err=");
            quote(String.valueOf(error), line);
        }
        line.append('\n');
        if (error != null && trace) {
            line.append(stackTrace(error));
        }
        return line.toString();
    }

    static String json(
            Instant at, Level level, String logger, String message, @Nullable Throwable error, boolean trace) {
        ObjectNode record = Json.object();
        record.put("time", at.truncatedTo(ChronoUnit.MILLIS).toString());
        record.put("level", level.name());
        record.put("logger", shortName(logger));
        record.put("msg", message);
        if (error != null) {
            record.put("err", String.valueOf(error));
            if (trace) {
                record.put("stack", stackTrace(error));
            }
        }
        return Json.line(record) + "\n";
    }

    /** {@code dev.donmai.http.internal.Server} is logged by {@code http.Server}; other names stay whole. */
    static String shortName(String logger) {
        if (!logger.startsWith("dev.donmai.")) {
            return logger;
        }
        return logger.substring("dev.donmai.".length()).replace(".internal.", ".");
    }

    /** Quotes where the value would not be one word; a line stays a line whatever a message holds. */
    private static void quote(String value, StringBuilder out) {
        if (!value.isEmpty() && value.chars().allMatch(LogRecordLine::plain)) {
            out.append(value);
            return;
        }
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (endsLine(c)) {
                        out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean plain(int c) {
        return c > ' ' && c != '"' && c != '=' && c != '\\' && !endsLine(c);
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString().indent(4);
    }

    /** Control characters, and what some programs take for the end of a line. */
    private static boolean endsLine(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
