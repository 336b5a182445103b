package dev.donmai.itests.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a reply as the older command line does, which is written in Go: into a struct whose fields are a table of {@code
 * shapes.yaml}. Unknown members are dropped, names match whatever their case, null leaves a field as it is, and a number
 * for an integer has neither point nor exponent and fits into 64 bits. A time needs its seconds.
 */
final class GoDecoder {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper RAW = new ObjectMapper(FACTORY);

    /** What {@code time.RFC3339} takes. */
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private GoDecoder() {}

    /**
     * The fields that were set, by the names of the table.
     *
     * @throws IllegalArgumentException when Go would give an error
     */
    static JsonNode decode(String reply, String type) {
        try (JsonParser in = FACTORY.createParser(reply)) {
            in.nextToken();
            return value(in, type, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode value(JsonParser in, String type, String path) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return NullNode.getInstance();
        }
        String kind = type.split(" ", 2)[0];
        return switch (kind) {
            case "string", "enum" -> text(in, type, path);
            case "T0", "T9" -> time(in, type, path);
            case "bool" -> {
                require(in.currentToken().isBoolean(), in, type, path);
                yield Json.mapper().getNodeFactory().booleanNode(in.getBooleanValue());
            }
            case "int" -> integer(in, path);
            case "number" -> {
                require(in.currentToken().isNumeric(), in, type, path);
                yield Json.mapper().getNodeFactory().numberNode(in.getDoubleValue());
            }
            case "json" -> RAW.readTree(in);
            case "texts" -> texts(in, path);
            case "list" -> list(in, type.substring(kind.length() + 1), path);
            default -> struct(in, ReplyShape.of(type), path);
        };
    }

    private static ObjectNode struct(JsonParser in, ReplyShape shape, String path) throws IOException {
        require(in.currentToken() == JsonToken.START_OBJECT, in, shape.name(), path);
        ObjectNode fields = Json.object();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            Optional<Map.Entry<String, ReplyShape.Member>> field = field(shape, in.currentName());
            in.nextToken();
            if (field.isEmpty()) {
                in.skipChildren();
                continue;
            }
            String name = field.get().getKey();
            JsonNode value = value(in, field.get().getValue().type(), path + "." + name);
            if (!value.isNull()) {
                fields.set(name, value);
            }
        }
        return fields;
    }

    private static Optional<Map.Entry<String, ReplyShape.Member>> field(ReplyShape shape, String name) {
        return shape.members().entrySet().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .findFirst();
    }

    private static ArrayNode list(JsonParser in, String type, String path) throws IOException {
        require(in.currentToken() == JsonToken.START_ARRAY, in, "list", path);
        ArrayNode list = Json.mapper().createArrayNode();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(in, type, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private static ObjectNode texts(JsonParser in, String path) throws IOException {
        require(in.currentToken() == JsonToken.START_OBJECT, in, "map", path);
        ObjectNode map = Json.object();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            map.set(key, text(in, "string", path + "." + key));
        }
        return map;
    }

    private static JsonNode text(JsonParser in, String type, String path) throws IOException {
        require(in.currentToken() == JsonToken.VALUE_STRING, in, type, path);
        return Json.mapper().getNodeFactory().textNode(in.getText());
    }

    private static JsonNode time(JsonParser in, String type, String path) throws IOException {
        JsonNode text = text(in, type, path);
        require(text.asText().isEmpty() || TIME.matcher(text.asText()).matches(), in, type, path);
        return text;
    }

    private static JsonNode integer(JsonParser in, String path) throws IOException {
        require(in.currentToken() == JsonToken.VALUE_NUMBER_INT, in, "int", path);
        BigInteger number = in.getBigIntegerValue();
        require(number.bitLength() < Long.SIZE, in, "int", path);
        return Json.mapper().getNodeFactory().numberNode(number.longValueExact());
    }

    private static void require(boolean fits, JsonParser in, String type, String path) throws IOException {
        if (!fits) {
            throw new IllegalArgumentException("json: cannot unmarshal " + in.currentToken() + " " + in.getText()
                    + " into Go struct field " + path + " of type " + type);
        }
    }
}
