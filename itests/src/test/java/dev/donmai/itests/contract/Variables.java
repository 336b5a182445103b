package dev.donmai.itests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.donmai.model.Json;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values for {@code ${name}} in rows. A text that is nothing but one of them becomes the value itself, a number for
 * example.
 *
 * @param values by name
 */
record Variables(ObjectNode values) {

    private static final Pattern USE = Pattern.compile("\\$\\{([A-Za-z]+)}");

    /** These and others; the others win. */
    Variables and(ObjectNode others) {
        ObjectNode all = values.deepCopy();
        all.setAll(others);
        return new Variables(all);
    }

    /** A copy of a tree with every use replaced. */
    JsonNode in(JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode copy = Json.object();
                object.properties().forEach(member -> copy.set(text(member.getKey()), in(member.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = Json.mapper().createArrayNode();
                array.forEach(element -> copy.add(in(element)));
                yield copy;
            }
            case TextNode text -> {
                Matcher whole = USE.matcher(text.asText());
                yield whole.matches() ? value(whole.group(1)) : TextNode.valueOf(text(text.asText()));
            }
            default -> tree;
        };
    }

    /** A text with every use replaced. */
    String text(String text) {
        return USE.matcher(text)
                .replaceAll(use -> Matcher.quoteReplacement(value(use.group(1)).asText()));
    }

    private JsonNode value(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no ${" + name + "}"));
    }
}
