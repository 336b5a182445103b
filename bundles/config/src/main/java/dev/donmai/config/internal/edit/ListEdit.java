package dev.donmai.config.internal.edit;

import dev.donmai.config.internal.edit.YamlPart.Entry;
import dev.donmai.config.internal.edit.YamlPart.Mapping;
import dev.donmai.config.internal.edit.YamlPart.Scalar;
import dev.donmai.config.internal.edit.YamlPart.Sequence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a list of maps that stands at the top of a text. */
final class ListEdit {

    private ListEdit() {}

    /** The list; empty when there is none. */
    static Optional<Sequence> find(YamlText text, String key) throws EditRefusedException {
        Optional<Entry> entry =
                text.root().isEmpty() ? Optional.empty() : MapEdit.top(text).find(key);
        if (entry.isEmpty() || (entry.get().value() instanceof Scalar scalar && scalar.isNull())) {
            return Optional.empty();
        }
        text.refuseIfShared(entry.get().value(), key);
        if (entry.get().value() instanceof Sequence list) {
            return Optional.of(list);
        }
        throw new EditRefusedException(
                "line " + text.line(entry.get().key().start()) + ": " + key + " must be a list; correct it first");
    }

    /** Adds an item at the end of the list, in the style of the items before it. */
    static YamlText append(YamlText text, String key, Map<String, String> item) throws EditRefusedException {
        Optional<Sequence> list = find(text, key);
        if (list.isEmpty()
                || (isBareBrackets(text, list.get()) && !MapEdit.top(text).flow())) {
            return begin(text, key, item);
        }
        List<YamlPart> items = list.get().items();
        if (list.get().flow()) {
            return FlowEdit.append(text, list.get().start(), spans(text, items), YamlStyle.flow(item));
        }
        String indent = " ".repeat(text.column(dash(text, list.get(), items.size() - 1)));
        boolean braces = items.getLast() instanceof Mapping map && map.flow();
        List<String> lines =
                braces ? List.of(indent + "- " + YamlStyle.flow(item)) : YamlStyle.item(item, indent, text.step());
        return text.insertLines(text.nextLine(text.contentEnd(list.get())), lines);
    }

    /** Takes an item out; a list without items stays as an empty one. */
    static YamlText remove(YamlText text, String key, int index) throws EditRefusedException {
        Entry entry = MapEdit.top(text).find(key).orElseThrow();
        Sequence list = find(text, key).orElseThrow();
        if (list.flow()) {
            return FlowEdit.remove(text, spans(text, list.items()), index);
        }
        int dash = dash(text, list, index);
        if (!text.prefix(dash).isBlank()) {
            throw new EditRefusedException("line " + text.line(dash) + ": this item of " + key
                    + " shares its line with something else; take it out with an editor");
        }
        YamlText shorter = text.splice(
                text.lineStart(dash), text.nextLine(text.contentEnd(list.items().get(index))), "");
        if (list.items().size() > 1) {
            return shorter;
        }
        int colon = text.text().indexOf(':', entry.key().end()) + 1;
        return shorter.splice(colon, colon, " []");
    }

    private static YamlText begin(YamlText text, String key, Map<String, String> item) throws EditRefusedException {
        Optional<Entry> entry =
                text.root().isEmpty() ? Optional.empty() : MapEdit.top(text).find(key);
        return entry.isEmpty()
                ? MapEdit.set(text, List.of(key), List.of(item))
                : MapEdit.fill(text, MapEdit.top(text), entry.get(), List.of(item));
    }

    /** An empty list on one line says nothing about how the operator writes lists. */
    private static boolean isBareBrackets(YamlText text, Sequence list) {
        return list.items().isEmpty() && list.flow() && text.lineStart(list.start()) == text.lineStart(list.end());
    }

    private static int dash(YamlText text, Sequence list, int index) {
        return index == 0
                ? text.skipProperties(list.start())
                : text.skipBlanks(text.contentEnd(list.items().get(index - 1)));
    }

    private static List<FlowEdit.Span> spans(YamlText text, List<YamlPart> items) {
        return items.stream()
                .map(item -> new FlowEdit.Span(item.start(), text.contentEnd(item)))
                .toList();
    }
}
