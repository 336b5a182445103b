package dev.donmai.api.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of JSON objects; unlike {@link Map#copyOf} they keep their order and may hold nulls. */
final class Json {

    private Json() {}

    static Map<String, Object> copy(Map<String, Object> object) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(object));
    }
}
