package dev.donmai.worker.internal.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.Redactor;
import dev.donmai.model.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the fields of one event: texts are redacted, then cut, and the event says so when something was cut. Empty texts are
 * left out.
 */
final class EventFields {

    /** 256 KiB in one field, nested values counted together. */
    static final int MOST_BYTES = 256 << 10;

    /** The mapper refuses to read what is nested deeper than 64. */
    private static final int DEEPEST = 48;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode fields = Json.object();
    private final Redactor redactor;
    private boolean cut;

    EventFields(Redactor redactor) {
        this.redactor = redactor;
    }

    EventFields text(String name, String value) {
        if (!value.isEmpty()) {
            Budget budget = new Budget();
            fields.put(name, budget.take(value));
        }
        return this;
    }

    EventFields number(String name, long value) {
        if (value != 0) {
            fields.put(name, value);
        }
        return this;
    }

    EventFields number(String name, double value) {
        if (value != 0 && Double.isFinite(value)) {
            fields.put(name, value);
        }
        return this;
    }

    EventFields flag(String name, boolean value) {
        fields.put(name, value);
        return this;
    }

    /** Plain JSON values: String, Number, Boolean, List, Map, null. */
    EventFields value(String name, @Nullable Object value) {
        fields.set(name, new Budget().node(value, 0));
        return this;
    }

    EventFields values(Map<String, Object> values) {
        Budget budget = new Budget();
        values.forEach((name, value) -> fields.set(budget.take(name), budget.node(value, 1)));
        return this;
    }

    /** A line, which may be empty, and whether somebody has cut it already, perhaps inside a secret. */
    EventFields line(String name, String value, boolean truncated) {
        cut |= truncated;
        fields.put(name, new Budget().take(truncated ? redactor.redactCut(value) : value));
        return this;
    }

    ObjectNode done() {
        if (cut) {
            fields.put("truncated", true);
        }
        return fields;
    }

    /** What is left of the bytes of one field. */
    private final class Budget {

        private int left = MOST_BYTES;

        String take(String text) {
            String safe = redactor.redact(text);
            String kept = Cut.toBytes(safe, Math.max(0, left));
            cut |= kept.length() < safe.length();
            left -= Cut.bytes(kept);
            return kept;
        }

        JsonNode node(@Nullable Object value, int depth) {
            if (value == null) {
                return NODES.nullNode();
            }
            // A structure costs something too, so that a million empty members end as well.
            left -= 2;
            if (left <= 0 || depth > DEEPEST) {
                cut = true;
                return NODES.nullNode();
            }
            return switch (value) {
                case String text -> NODES.textNode(take(text));
                case Boolean flag -> NODES.booleanNode(flag);
                case Integer number -> NODES.numberNode(number);
                case Long number -> NODES.numberNode(number);
                case Double number -> NODES.numberNode(number);
                case Number number -> NODES.textNode(take(number.toString()));
                case Map<?, ?> map -> object(map, depth);
                case List<?> list -> array(list, depth);
                default -> NODES.textNode(take(value.toString()));
            };
        }

        private ObjectNode object(Map<?, ?> map, int depth) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (left <= 0) {
                    cut = true;
                    break;
                }
                object.set(take(String.valueOf(entry.getKey())), node(entry.getValue(), depth + 1));
            }
            return object;
        }

        private ArrayNode array(List<?> list, int depth) {
            ArrayNode array = NODES.arrayNode();
            for (Object element : list) {
                if (left <= 0) {
                    cut = true;
                    break;
                }
                array.add(node(element, depth + 1));
            }
            return array;
        }
    }
}
