package dev.donmai.config.internal.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes new values: texts and whole numbers, and maps of these. */
final class YamlStyle {

    private YamlStyle() {}

    /** A value on one line inside of brackets or braces. */
    static String flow(Object value) {
        return flow(value, ScalarStyle.PLAIN);
    }

    /** The same, a text in quotes of a kind. */
    static String flow(Object value, ScalarStyle quotes) {
        String list = dump(List.of(value), FlowStyle.FLOW, value instanceof String ? quotes : ScalarStyle.PLAIN);
        return list.substring(1, list.length() - 1);
    }

    /** A text or number on one line outside of brackets. */
    static String plain(Object scalar) {
        return plain(scalar, ScalarStyle.PLAIN);
    }

    /** The same, a text in quotes of a kind. */
    static String plain(Object scalar, ScalarStyle quotes) {
        ScalarStyle style = scalar instanceof String ? quotes : ScalarStyle.PLAIN;
        return dump(Map.of("k", scalar), FlowStyle.BLOCK, style).replaceFirst("^.*?: ", "");
    }

    private static String dump(Object value, FlowStyle flow, ScalarStyle quotes) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(flow)
                .setDefaultScalarStyle(quotes)
                .setSplitLines(false)
                .setWidth(Integer.MAX_VALUE)
                .build();
        String text = new Dump(settings).dumpToString(value).strip();
        // Only with these a text of several lines fits on one.
        return text.lines().count() == 1 ? text : dump(value, flow, ScalarStyle.DOUBLE_QUOTED);
    }

    /** The lines of an entry of a map without braces. */
    static List<String> block(String key, Object value, String indent, int step) {
        List<String> lines = new ArrayList<>();
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            lines.add(indent + plain(key) + ":");
            map.forEach(
                    (name, inner) -> lines.addAll(block(String.valueOf(name), inner, indent + " ".repeat(step), step)));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            lines.add(indent + plain(key) + ":");
            list.forEach(item -> lines.addAll(item((Map<?, ?>) item, indent + " ".repeat(step), step)));
        } else {
            lines.add(indent + plain(key) + ": " + plain(value));
        }
        return lines;
    }

    /** The lines of a map as an item of a list without brackets. */
    static List<String> item(Map<?, ?> map, String indent, int step) {
        List<String> lines = new ArrayList<>();
        map.forEach((name, value) -> lines.addAll(block(String.valueOf(name), value, indent + "  ", step)));
        lines.set(0, indent + "- " + lines.getFirst().substring(indent.length() + 2));
        return lines;
    }
}
