package dev.donmai.workareas.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.donmai.model.Json;
import dev.donmai.model.PublicUrl;
import dev.donmai.workareas.CorruptArchiveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code manifest.json} of an archive ({@code workareas.md} §1.2). Every key is optional; known keys match whatever their
 * case and must have their type; others are kept as they are.
 *
 * @param all the whole file, without name and password in the repository's address: other daemons have written them
 */
record Manifest(ObjectNode all) {

    static final String FILE = "manifest.json";

    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private static final Map<String, Predicate<JsonNode>> KNOWN = Map.ofEntries(
            Map.entry("id", JsonNode::isTextual),
            Map.entry("sessionid", JsonNode::isTextual),
            Map.entry("projectid", JsonNode::isTextual),
            Map.entry("providerid", JsonNode::isTextual),
            Map.entry("sourceprovider", JsonNode::isTextual),
            Map.entry("disposition", JsonNode::isTextual),
            Map.entry("repository", JsonNode::isTextual),
            Map.entry("ref", JsonNode::isTextual),
            Map.entry("createdat", JsonNode::isTextual),
            Map.entry("sizebytes", node -> node.isIntegralNumber() && node.canConvertToLong()),
            Map.entry("capabilities", node -> node.isArray() && all(node, JsonNode::isTextual)),
            Map.entry("toolchain", node -> node.isObject() && all(node, JsonNode::isTextual)));

    /** Whether a directory has a manifest at all, usable or not. */
    static boolean isIn(Path archive) {
        return Files.exists(archive.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads the manifest of an archive.
     *
     * @throws CorruptArchiveException when it cannot be used
     */
    static Manifest read(Path archive) throws CorruptArchiveException {
        Path file = archive.resolve(FILE);
        try {
            if (!Files.isRegularFile(file)) {
                throw new CorruptArchiveException(FILE + " is not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new CorruptArchiveException(FILE + " is larger than " + MAX_BYTES + " bytes");
            }
            return parse(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new CorruptArchiveException(e.getOriginalMessage());
        } catch (IOException e) {
            throw new CorruptArchiveException(FILE + " cannot be read: " + e.getMessage());
        }
    }

    private static Manifest parse(byte[] bytes) throws IOException, CorruptArchiveException {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw new CorruptArchiveException(FILE + " begins with a byte-order mark");
        }
        try (JsonParser parser = Json.mapper().createParser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new CorruptArchiveException(FILE + " is empty");
            }
            JsonNode value = first == JsonToken.VALUE_NULL ? Json.object() : parser.readValueAsTree();
            if (parser.nextToken() != null) {
                throw new CorruptArchiveException(FILE + " goes on after its first value");
            }
            if (!(value instanceof ObjectNode object)) {
                throw new CorruptArchiveException(FILE + " is not an object");
            }
            check(object);
            cutCredentials(object);
            return new Manifest(object);
        }
    }

    private static void check(ObjectNode object) throws CorruptArchiveException {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Predicate<JsonNode> type = KNOWN.get(member.getKey().toLowerCase(Locale.ROOT));
            if (type != null && !member.getValue().isNull() && !type.test(member.getValue())) {
                throw new CorruptArchiveException(FILE + ": \"" + member.getKey() + "\" has the wrong type");
            }
        }
    }

    private static void cutCredentials(ObjectNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().equalsIgnoreCase("repository")
                    && member.getValue().isTextual()) {
                member.setValue(TextNode.valueOf(PublicUrl.cut(member.getValue().textValue())));
            }
        }
    }

    private static boolean all(JsonNode container, Predicate<JsonNode> type) {
        for (JsonNode element : container) {
            if (!type.test(element)) {
                return false;
            }
        }
        return true;
    }

    private Optional<JsonNode> member(String name) {
        return all.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .reduce((first, last) -> last);
    }

    /** A text member; empty when absent. */
    String text(String name) {
        return member(name).map(JsonNode::textValue).orElse("");
    }

    /** {@code sizeBytes}; 0 when absent. */
    long sizeBytes() {
        return member("sizeBytes").map(JsonNode::longValue).orElse(0L);
    }

    /** {@code createdAt} with its own offset and seconds; empty when it is no RFC 3339 time. */
    String createdAt() {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.parse(text("createdAt")));
        } catch (DateTimeParseException e) {
            return "";
        }
    }

    Map<String, String> toolchain() {
        Map<String, String> toolchain = new LinkedHashMap<>();
        member("toolchain")
                .ifPresent(node -> node.properties()
                        .forEach(entry ->
                                toolchain.put(entry.getKey(), entry.getValue().textValue())));
        return toolchain;
    }
}
