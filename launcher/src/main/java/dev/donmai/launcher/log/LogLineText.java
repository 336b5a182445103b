package dev.donmai.launcher.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.util.List;
import java.util.Locale;

/** A line of a log as people read it ({@code cli.md} §2.4). */
public final class LogLineText {

    private static final List<String> MEMBERS = List.of("time", "level", "msg");
    private static final int TIME = 19;

    private LogLineText() {}

    /** Time, level and message of a JSON record; any other line as it is. */
    public static String of(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode record = Json.read(line, JsonNode.class);
            return record.isObject()
                            && MEMBERS.stream()
                                    .anyMatch(member -> record.path(member).isTextual())
                    ? text(record)
                    : line;
        } catch (JsonProcessingException e) {
            // It only looked like one.
            return line;
        }
    }

    private static String text(JsonNode record) {
        String time = record.path("time").asText("");
        String level = record.path("level").asText("").toUpperCase(Locale.ROOT);
        String padded = level + " ".repeat(Math.max(0, 4 - level.length()));
        return time.substring(0, Math.min(TIME, time.length())) + " [" + padded + "] "
                + record.path("msg").asText("");
    }
}
