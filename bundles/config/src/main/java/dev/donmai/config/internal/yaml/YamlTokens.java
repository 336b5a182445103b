package dev.donmai.config.internal.yaml;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.util.MergeUtils;

/**
 * Turns YAML text into tokens: the first document, aliases and {@code <<} resolved, duplicate keys refused. Scalars keep
 * their source text beside the value of the core schema, so that {@code id: 007} is still {@code 007} for a text.
 */
public final class YamlTokens {

    /** Aliases may repeat a part; this ends documents that grow without end that way. */
    private static final int MOST_TOKENS = 200_000;

    private static final int MOST_DEPTH = 64;

    private static final MergeUtils MERGES = new MergeUtils() {
        @Override
        public MappingNode asMappingNode(Node node) {
            if (node instanceof MappingNode mapping) {
                return mapping;
            }
            throw new YamlSyntaxException("line " + line(node) + ": what \"<<\" names must be a map or a list of maps");
        }
    };

    private final List<YamlToken> tokens = new ArrayList<>();

    private YamlTokens() {}

    /**
     * The tokens of a text; those of an empty map when there is no document in it.
     *
     * @throws YamlSyntaxException when it is not YAML, or not a map
     */
    public static List<YamlToken> of(String text) throws YamlSyntaxException {
        YamlTokens walk = new YamlTokens();
        Optional<Node> root = compose(text);
        if (root.isEmpty() || isNull(root.get())) {
            walk.add(JsonToken.START_OBJECT, 1, 1);
            walk.add(JsonToken.END_OBJECT, 1, 1);
        } else if (root.get() instanceof MappingNode) {
            walk.node(root.get(), 0);
        } else {
            throw new YamlSyntaxException("line " + line(root.get()) + ": the file must be a map of keys to values");
        }
        return List.copyOf(walk.tokens);
    }

    private static Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setLabel("daemon.yaml")
                .setMaxAliasesForCollections(MOST_TOKENS)
                .build();
        try {
            refuseDepth(text, settings);
            for (Node first : new Compose(settings).composeAllFromString(text)) {
                return Optional.of(first);
            }
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                    .orElse("");
            throw new YamlSyntaxException(where + e.getProblem());
        } catch (YamlEngineException e) {
            throw new YamlSyntaxException(String.valueOf(e.getMessage()));
        }
    }

    /** The composer calls itself for every level: what is too deep for its stack must not get to it. */
    private static void refuseDepth(String text, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> refuseDepth(depth++, line(event.getStartMark()));
                case MappingEnd, SequenceEnd -> depth--;
                case DocumentEnd -> {
                    return;
                }
                default -> {}
            }
        }
    }

    private static void refuseDepth(int depth, int line) {
        if (depth > MOST_DEPTH) {
            throw new YamlSyntaxException("line " + line + ": nested more than " + MOST_DEPTH + " levels deep");
        }
    }

    private void node(Node node, int depth) {
        // Aliases make it deeper than the text is.
        refuseDepth(depth, line(node));
        switch (node) {
            case MappingNode mapping -> mapping(mapping, depth);
            case SequenceNode sequence -> {
                add(JsonToken.START_ARRAY, node);
                sequence.getValue().forEach(element -> node(element, depth + 1));
                add(JsonToken.END_ARRAY, node);
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new YamlSyntaxException("line " + line(node) + ": this kind of value is not supported");
        }
    }

    private void mapping(MappingNode mapping, int depth) {
        refuseDuplicates(mapping);
        if (mapping.hasMergeTag()) {
            mapping.setValue(MERGES.flatten(mapping));
            mapping.setHasMergeTag(false);
        }
        add(JsonToken.START_OBJECT, mapping);
        for (NodeTuple entry : mapping.getValue()) {
            add(JsonToken.FIELD_NAME, name(entry), null, entry.getKeyNode());
            node(entry.getValueNode(), depth + 1);
        }
        add(JsonToken.END_OBJECT, mapping);
    }

    private static void refuseDuplicates(MappingNode mapping) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            String name = name(entry);
            if (!seen.add(name)) {
                throw new YamlSyntaxException(
                        "line " + line(entry.getKeyNode()) + ": key \"" + name + "\" stands twice in the same map");
            }
        }
    }

    private static String name(NodeTuple entry) {
        if (entry.getKeyNode() instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new YamlSyntaxException("line " + line(entry.getKeyNode()) + ": a key must be a text");
    }

    private void scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (isNull(scalar)) {
            add(JsonToken.VALUE_NULL, text, null, scalar);
        } else if (tag.equals(Tag.BOOL)) {
            boolean value = text.toLowerCase(Locale.ROOT).equals("true");
            add(value ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE, text, null, scalar);
        } else if (tag.equals(Tag.INT)) {
            add(JsonToken.VALUE_NUMBER_INT, text, integer(text, scalar), scalar);
        } else if (tag.equals(Tag.FLOAT)) {
            add(JsonToken.VALUE_NUMBER_FLOAT, text, decimal(text, scalar), scalar);
        } else {
            add(JsonToken.VALUE_STRING, text, null, scalar);
        }
    }

    private static Number integer(String text, Node node) {
        try {
            BigInteger value = text.startsWith("0o")
                    ? new BigInteger(text.substring(2), 8)
                    : text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
            if (value.bitLength() < Integer.SIZE) {
                return value.intValue();
            }
            return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
        } catch (NumberFormatException e) {
            throw new YamlSyntaxException("line " + line(node) + ": \"" + text + "\" is not a whole number", e);
        }
    }

    private static Number decimal(String text, Node node) {
        try {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case ".nan" -> Double.NaN;
                case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
                case "-.inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.valueOf(text);
            };
        } catch (NumberFormatException e) {
            throw new YamlSyntaxException("line " + line(node) + ": \"" + text + "\" is not a number", e);
        }
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private void add(JsonToken kind, Node node) {
        add(kind, "", null, node);
    }

    private void add(JsonToken kind, String text, @Nullable Number number, Node node) {
        if (tokens.size() >= MOST_TOKENS) {
            throw new YamlSyntaxException("more than " + MOST_TOKENS + " values once all aliases are resolved");
        }
        int column = node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
        tokens.add(new YamlToken(kind, text, number, line(node), column));
    }

    private void add(JsonToken kind, int line, int column) {
        tokens.add(new YamlToken(kind, "", null, line, column));
    }

    private static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }
}
