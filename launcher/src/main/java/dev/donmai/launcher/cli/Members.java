package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.util.Set;

/** Members of a reply as text. */
final class Members {

    private Members() {}

    /** A value: a text as it is, everything else as JSON. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : Json.line(value);
    }

    /** Adds the members that are not shown otherwise, under the names they have. */
    static void further(JsonNode object, Set<String> shown, Columns columns) {
        object.properties().stream()
                .filter(member -> !shown.contains(member.getKey()))
                .forEach(member -> columns.row(member.getKey() + ":", text(member.getValue())));
    }
}
