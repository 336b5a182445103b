package dev.donmai.config.internal.edit;

import com.fasterxml.jackson.core.JsonToken;
import dev.donmai.config.internal.yaml.YamlSyntaxException;
import dev.donmai.config.internal.yaml.YamlToken;
import dev.donmai.config.internal.yaml.YamlTokens;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a document says, whatever it looks like: aliases and merges are resolved, comments and style are gone. Immutable. */
sealed interface YamlContent {

    /** No value. */
    YamlContent NOTHING = new Leaf(JsonToken.VALUE_NULL, "", 0);

    /** A text, a number or a truth value, as it is written; {@code number} is the value of a whole number. */
    record Leaf(JsonToken kind, String text, long number) implements YamlContent {

        static Leaf of(String text) {
            return new Leaf(JsonToken.VALUE_STRING, text, 0);
        }

        static Leaf of(long number) {
            return new Leaf(JsonToken.VALUE_NUMBER_INT, Long.toString(number), number);
        }

        /** Whether a key for which this was wanted has it, in whatever notation: a text takes the source of any scalar. */
        boolean isMetBy(Leaf found) {
            return kind == JsonToken.VALUE_NUMBER_INT
                    ? found.kind == kind && found.number == number
                    : found.text.equals(text);
        }
    }

    /** A list. */
    record Items(List<YamlContent> items) implements YamlContent {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A map. */
    record Branch(Map<String, YamlContent> entries) implements YamlContent {
        public Branch {
            entries = Map.copyOf(entries);
        }

        /** What a path of keys leads to. */
        YamlContent get(List<String> path) {
            YamlContent child = entries.getOrDefault(path.getFirst(), NOTHING);
            if (path.size() == 1) {
                return child;
            }
            return child instanceof Branch branch ? branch.get(path.subList(1, path.size())) : NOTHING;
        }

        /** The same with another value at the end of a path. */
        Branch with(List<String> path, YamlContent value) {
            List<String> rest = path.subList(1, path.size());
            return changed(
                    path.getFirst(),
                    rest.isEmpty() ? value : branch(path.getFirst()).with(rest, value));
        }

        /** The same without what a path leads to; a map that has nothing left says nothing. */
        Branch without(List<String> path) {
            List<String> rest = path.subList(1, path.size());
            if (rest.isEmpty()) {
                return changed(path.getFirst(), NOTHING);
            }
            Branch shorter = branch(path.getFirst()).without(rest);
            return changed(path.getFirst(), shorter.entries.isEmpty() ? NOTHING : shorter);
        }

        private Branch branch(String key) {
            return entries.get(key) instanceof Branch child ? child : new Branch(Map.of());
        }

        private Branch changed(String key, YamlContent value) {
            Map<String, YamlContent> copy = new LinkedHashMap<>(entries);
            if (value.equals(NOTHING)) {
                copy.remove(key);
            } else {
                copy.put(key, value);
            }
            return new Branch(copy);
        }
    }

    /**
     * Reads a text. A key that has no value, or an empty map or list, is left out: it says nothing.
     *
     * @throws YamlSyntaxException when it is not the YAML we read
     */
    static Branch of(String text) {
        Iterator<YamlToken> tokens = YamlTokens.of(text).iterator();
        return next(tokens, tokens.next()) instanceof Branch top ? top : new Branch(Map.of());
    }

    private static YamlContent next(Iterator<YamlToken> tokens, YamlToken begin) {
        return switch (begin.kind()) {
            case START_OBJECT -> {
                Map<String, YamlContent> entries = new LinkedHashMap<>();
                for (YamlToken key = tokens.next(); key.kind() != JsonToken.END_OBJECT; key = tokens.next()) {
                    YamlContent value = next(tokens, tokens.next());
                    if (!value.equals(NOTHING)) {
                        entries.put(key.text(), value);
                    }
                }
                yield entries.isEmpty() ? NOTHING : new Branch(entries);
            }
            case START_ARRAY -> {
                List<YamlContent> items = new ArrayList<>();
                for (YamlToken item = tokens.next(); item.kind() != JsonToken.END_ARRAY; item = tokens.next()) {
                    items.add(next(tokens, item));
                }
                yield items.isEmpty() ? NOTHING : new Items(items);
            }
            case VALUE_NULL -> NOTHING;
            case VALUE_NUMBER_INT -> new Leaf(begin.kind(), begin.text(), whole(begin));
            default -> new Leaf(begin.kind(), begin.text(), 0);
        };
    }

    private static long whole(YamlToken token) {
        return token.number() == null ? 0 : token.number().longValue();
    }
}
