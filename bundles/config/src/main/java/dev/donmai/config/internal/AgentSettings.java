package dev.donmai.config.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of an agent runtime, whose keys and types are its own. Arguments and the values of {@code env} are texts and keep
 * their source: {@code 007} is no seven there.
 */
final class AgentSettings extends StdDeserializer<Object> {

    @Serial
    private static final long serialVersionUID = 1L;

    AgentSettings() {
        super(Object.class);
    }

    @Override
    public @Nullable Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return value(in, false);
    }

    private static @Nullable Object value(JsonParser in, boolean text) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> map(in, text);
            case START_ARRAY -> list(in);
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> text ? in.getText() : in.getNumberValue();
            case VALUE_TRUE, VALUE_FALSE -> text ? in.getText() : in.getBooleanValue();
            default -> in.getText();
        };
    }

    private static Map<String, @Nullable Object> map(JsonParser in, boolean text) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            map.put(name, value(in, text || name.equals("env")));
        }
        return map;
    }

    private static List<@Nullable Object> list(JsonParser in) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(in, true));
        }
        return list;
    }
}
