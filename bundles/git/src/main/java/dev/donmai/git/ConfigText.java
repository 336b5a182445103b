package dev.donmai.git;

import java.util.List;
import java.util.Map;

/** Settings in the syntax of git's configuration files, for a file that has none of them yet. */
final class ConfigText {

    private ConfigText() {}

    static String of(Map<String, List<String>> settings) {
        StringBuilder text = new StringBuilder();
        settings.forEach((key, values) -> {
            ConfigKey parts = ConfigKey.of(key);
            text.append('[').append(parts.section());
            if (parts.subsection() != null) {
                text.append(" \"").append(escaped(parts.subsection())).append('"');
            }
            text.append("]\n");
            for (String value : values) {
                text.append('\t').append(parts.name()).append(" = \"");
                text.append(escaped(value).replace("\n", "\\n").replace("\t", "\\t"))
                        .append("\"\n");
            }
        });
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
