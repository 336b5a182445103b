package dev.donmai.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * The JSON of the whole product. Reading follows {@code http-api.md} §2.5: unknown members are ignored, names match
 * whatever their case, of two with one name the last counts, a wrong type is an error, whatever follows the first value is ignored, and nesting ends at 64.
 * Thread-safe.
 */
public final class Json {

    private static final int MAX_NESTING = 64;

    private static final ObjectMapper MAPPER = build();

    private Json() {}

    /** The mapper itself, for streaming and for trees. Its configuration is not to be changed. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** One line of JSON, without a line end. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot encode " + value.getClass().getName(), e);
        }
    }

    /** One line of JSON as UTF-8, with a line end. */
    public static byte[] bytes(Object value) {
        return (line(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** JSON over several lines with two blanks of indentation and a line end. */
    public static String pretty(Object value) {
        ObjectWriter writer = MAPPER.writerWithDefaultPrettyPrinter();
        try {
            return writer.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot encode " + value.getClass().getName(), e);
        }
    }

    /**
     * Reads one value; whatever follows it is ignored. The JSON {@code null} gives null; what that means, only the caller
     * knows.
     *
     * @throws JsonProcessingException when the text is not JSON of this shape
     */
    public static <T> T read(String text, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(text, type);
    }

    /**
     * Reads a file that the product wrote itself.
     *
     * @throws IOException naming the file, when it cannot be read or is not JSON of this shape
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new IOException(file + ": holds nothing but null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /** A tree as a record. */
    public static <T> T convert(JsonNode tree, Class<T> type) throws JsonProcessingException {
        return MAPPER.treeToValue(tree, type);
    }

    private static ObjectMapper build() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .build())
                .build();
        SimpleModule ours = new SimpleModule("donmai");
        ours.addSerializer(Instant.class, new InstantWriter());
        ours.addDeserializer(Instant.class, new InstantReader());
        ours.setDeserializerModifier(new LastMemberWins());
        JsonMapper mapper = JsonMapper.builder(factory)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                // What passes through us must come out with the digits it had.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .addModule(ours)
                .build();
        // A blank text is a text like any other, and stands for nothing else.
        mapper.coercionConfigDefaults().setAcceptBlankAsEmpty(false);
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    private static final class InstantWriter extends StdSerializer<Instant> {

        @Serial
        private static final long serialVersionUID = 1L;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(Timestamps.t9(value));
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Instant value) {
            return value.equals(Instant.EPOCH);
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {

        @Serial
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString("");
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                return (Instant) context.handleWeirdStringValue(
                        Instant.class, text, "not an RFC 3339 time in UTC, such as 2026-05-20T09:15:04Z");
            }
        }
    }
}
