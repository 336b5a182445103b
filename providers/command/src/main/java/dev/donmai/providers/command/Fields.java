package dev.donmai.providers.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of a JSON object with a default for each type.
 *
 * @param all the members
 */
record Fields(Map<String, Object> all) {

    boolean has(String name) {
        return all.containsKey(name);
    }

    String text(String name) {
        Object value = all.getOrDefault(name, "");
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : "";
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(all.get(name));
    }

    /** A finite number that is not negative, else 0. */
    double number(String name) {
        double value = all.get(name) instanceof Number n ? n.doubleValue() : 0;
        return Double.isFinite(value) && value > 0 ? value : 0;
    }

    long count(String name) {
        return all.get(name) instanceof Number n ? Math.max(0, n.longValue()) : 0;
    }

    List<String> texts(String name) {
        return all.get(name) instanceof List<?> list
                ? list.stream().filter(v -> v != null).map(Object::toString).toList()
                : List.of();
    }

    Map<String, Object> object(String name) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (all.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> object.put(String.valueOf(key), value));
        }
        return object;
    }
}
