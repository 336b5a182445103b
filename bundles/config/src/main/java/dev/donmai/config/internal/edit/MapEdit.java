package dev.donmai.config.internal.edit;

import dev.donmai.config.internal.edit.YamlPart.Entry;
import dev.donmai.config.internal.edit.YamlPart.Mapping;
import dev.donmai.config.internal.edit.YamlPart.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes what a path of keys leads to. Where a path leads through a list, it cannot be followed. */
final class MapEdit {

    private MapEdit() {}

    /** Sets a value, making the maps on the way. */
    static YamlText set(YamlText text, List<String> path, Object value) throws EditRefusedException {
        if (text.root().isEmpty() || (text.root().get() instanceof Scalar nothing && nothing.isEmpty())) {
            List<String> lines = YamlStyle.block(path.getFirst(), nested(path, 1, value), "", text.step());
            return text.insertLines(text.text().length(), lines);
        }
        Mapping map = top(text);
        for (int depth = 0; depth < path.size(); depth++) {
            String name = String.join(".", path.subList(0, depth + 1));
            Object wanted = nested(path, depth + 1, value);
            Optional<Entry> found = map.find(path.get(depth));
            if (found.isEmpty()) {
                return insert(text, map, path.get(depth), wanted);
            }
            if (depth == path.size() - 1) {
                return ValueEdit.replace(text, map, found.get(), name, value);
            }
            text.refuseIfShared(found.get().value(), name);
            switch (found.get().value()) {
                case Mapping inner -> map = inner;
                case Scalar scalar
                when scalar.isNull() -> {
                    return fill(text, map, found.get(), wanted);
                }
                default ->
                    throw new EditRefusedException(
                            "line " + text.line(found.get().key().start()) + ": " + name
                                    + " must be a map of keys to values; change it with an editor");
            }
        }
        throw new IllegalArgumentException("no key");
    }

    /** Takes a key out, if it is there. */
    static YamlText remove(YamlText text, List<String> path) throws EditRefusedException {
        Mapping map = top(text);
        for (int depth = 0; depth < path.size() - 1; depth++) {
            Optional<Entry> entry = map.find(path.get(depth));
            if (entry.isEmpty()) {
                return text;
            }
            text.refuseIfShared(entry.get().value(), String.join(".", path.subList(0, depth + 1)));
            if (!(entry.get().value() instanceof Mapping inner)) {
                return text;
            }
            map = inner;
        }
        return remove(text, map, path.getLast());
    }

    /** Takes an entry out of a map, if it is there. */
    static YamlText remove(YamlText text, Mapping map, String key) throws EditRefusedException {
        Optional<Entry> found = map.find(key);
        if (found.isEmpty()) {
            return text;
        }
        Entry entry = found.get();
        int start = entry.key().start();
        if (map.flow()) {
            return FlowEdit.remove(text, spans(text, map), map.entries().indexOf(entry));
        }
        if (text.prefix(start).isBlank()) {
            return text.splice(text.lineStart(start), text.nextLine(text.contentEnd(entry)), "");
        }
        // Behind the dash of a list: the next key takes its place.
        int next = map.entries().indexOf(entry) + 1;
        if (next < map.entries().size()) {
            int nextStart = map.entries().get(next).key().start();
            if (text.text().substring(text.contentEnd(entry), nextStart).isBlank()) {
                return text.splice(start, nextStart, "");
            }
        }
        throw new EditRefusedException("line " + text.line(start) + ": \"" + key
                + "\" cannot be taken out without its neighbours; do it with an editor");
    }

    /** Puts a new entry at the end of a map. */
    static YamlText insert(YamlText text, Mapping map, String key, Object value) throws EditRefusedException {
        if (map.flow()) {
            String braces = YamlStyle.flow(Map.of(key, value));
            return FlowEdit.append(text, map.start(), spans(text, map), braces.substring(1, braces.length() - 1));
        }
        String indent = " ".repeat(text.column(map.entries().getFirst().key().start()));
        return text.insertLines(text.nextLine(text.contentEnd(map)), YamlStyle.block(key, value, indent, text.step()));
    }

    /** Puts a map or list into an entry that has no value. */
    static YamlText fill(YamlText text, Mapping map, Entry entry, Object value) throws EditRefusedException {
        if (map.flow()) {
            return ValueEdit.replace(text, map, entry, "", value);
        }
        int column = text.column(entry.key().start());
        List<String> lines = new ArrayList<>(YamlStyle.block("", value, " ".repeat(column), text.step()));
        lines.removeFirst();
        int end = entry.value().end();
        int begin = entry.value().start();
        while (text.text().charAt(begin - 1) == ' ') {
            begin--;
        }
        YamlText bare = text.splice(begin, end, "");
        return bare.insertLines(bare.nextLine(begin), lines);
    }

    /** The outermost map. */
    static Mapping top(YamlText text) throws EditRefusedException {
        if (text.root().orElse(null) instanceof Mapping map) {
            return map;
        }
        throw new EditRefusedException("line 1: the file must be a map of keys to values");
    }

    private static Object nested(List<String> path, int from, Object value) {
        Object nested = value;
        for (int i = path.size() - 1; i >= from; i--) {
            nested = Map.of(path.get(i), nested);
        }
        return nested;
    }

    private static List<FlowEdit.Span> spans(YamlText text, Mapping map) {
        return map.entries().stream()
                .map(entry -> new FlowEdit.Span(entry.key().start(), text.contentEnd(entry)))
                .toList();
    }
}
