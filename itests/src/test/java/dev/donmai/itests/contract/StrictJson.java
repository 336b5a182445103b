package dev.donmai.itests.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/** Reads answers less forgivingly than any client: no member twice, nothing after the document, numbers as written. */
final class StrictJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /**
     * Whether a document is the one that was expected: the same members in any order and no other; whole numbers written
     * as such. An expected text between slashes is a pattern for the whole of a text.
     */
    static boolean matches(JsonNode expected, JsonNode actual) {
        if (expected.isTextual()) {
            return actual.isTextual() && matches(expected.asText(), actual.asText());
        }
        if (expected.isNumber()) {
            return actual.isNumber()
                    && (!expected.isIntegralNumber() || actual.isIntegralNumber())
                    && expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (expected.getNodeType() != actual.getNodeType() || expected.size() != actual.size()) {
            return false;
        }
        if (expected.isObject()) {
            return expected.properties().stream()
                    .allMatch(member ->
                            actual.has(member.getKey()) && matches(member.getValue(), actual.path(member.getKey())));
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!matches(expected.path(i), actual.path(i))) {
                return false;
            }
        }
        return expected.isContainerNode() || expected.equals(actual);
    }

    /** Whether a text is the expected one, or the pattern between slashes fits the whole of it. */
    static boolean matches(String expected, String actual) {
        boolean pattern = expected.length() > 1 && expected.startsWith("/") && expected.endsWith("/");
        if (!pattern) {
            return expected.equals(actual);
        }
        return Pattern.compile(expected.substring(1, expected.length() - 1), Pattern.DOTALL)
                .matcher(actual)
                .matches();
    }

    /** Members of an object that the wire leaves out when they are so. */
    static boolean isEmptyValue(JsonNode value) {
        return value.isNull()
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isNumber() && value.decimalValue().signum() == 0)
                || (value.isBoolean() && !value.asBoolean())
                || (value.isContainerNode() && value.isEmpty());
    }
}
