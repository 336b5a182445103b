package dev.donmai.config.internal.edit;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * A part of a YAML text and where it stands, nothing resolved. Offsets count characters; the start includes tag and anchor, the
 * end of a map or list without brackets says nothing, since comments and empty lines count as part of it.
 */
sealed interface YamlPart {

    int start();

    int end();

    /** A text, a number or nothing. */
    record Scalar(int start, int end, boolean tagged, String anchor, ScalarStyle style, String text)
            implements YamlPart {

        boolean isEmpty() {
            return start == end;
        }

        boolean isBlock() {
            return style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
        }

        /** Whether it says that there is no value. */
        boolean isNull() {
            return style == ScalarStyle.PLAIN
                    && !tagged
                    && anchor.isEmpty()
                    && List.of("", "~", "null", "Null", "NULL").contains(text);
        }
    }

    /** Stands for what has the anchor. */
    record Alias(int start, int end, String anchor) implements YamlPart {}

    /** A map; {@code flow} when it is in braces. */
    record Mapping(int start, int end, String anchor, boolean flow, List<Entry> entries) implements YamlPart {

        /** The entry that stands in the map itself, not in one that is merged into it. */
        Optional<Entry> find(String name) {
            return entries.stream()
                    .filter(entry ->
                            entry.key() instanceof Scalar key && key.text().equals(name))
                    .findFirst();
        }
    }

    /** A list; {@code flow} when it is in brackets. */
    record Sequence(int start, int end, String anchor, boolean flow, List<YamlPart> items) implements YamlPart {}

    /** A key and its value. */
    record Entry(YamlPart key, YamlPart value) {}
}
