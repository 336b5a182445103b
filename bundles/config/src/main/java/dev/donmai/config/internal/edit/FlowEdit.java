package dev.donmai.config.internal.edit;

import java.util.List;

/** Puts parts into what stands in brackets or braces, and takes them out, with their commas. */
final class FlowEdit {

    private FlowEdit() {}

    /** Where an item of a list or an entry of a map stands. */
    record Span(int start, int end) {}

    /**
     * Adds a part behind the last one.
     *
     * @param start of the map or list, where its tag or anchor or its bracket is
     */
    static YamlText append(YamlText text, int start, List<Span> parts, String addition) throws EditRefusedException {
        if (parts.isEmpty()) {
            int inside = text.skipProperties(start) + 1;
            return text.splice(inside, inside, addition);
        }
        int end = parts.getLast().end();
        return text.splice(end, end, ", " + addition);
    }

    /** Takes one part out. */
    static YamlText remove(YamlText text, List<Span> parts, int index) throws EditRefusedException {
        Span part = parts.get(index);
        int behind = commaEnd(text, part.end());
        if (index < parts.size() - 1 || parts.size() == 1 || behind > part.end()) {
            return text.splice(part.start(), behind, "");
        }
        int before = parts.get(index - 1).end();
        boolean ownLine = text.lineStart(part.start()) > before;
        // A comma that nothing follows is allowed; it stays where another line holds it, perhaps with a comment behind
        // it.
        return text.splice(ownLine ? part.start() : before, part.end(), "");
    }

    /** Behind the comma after a part, if there is one, and the spaces after it. */
    private static int commaEnd(YamlText text, int end) {
        int comma = text.skipBlanks(end);
        if (!text.text().startsWith(",", comma)) {
            return end;
        }
        int next = comma + 1;
        while (text.text().startsWith(" ", next)) {
            next++;
        }
        // A comment needs the space before it.
        return text.text().startsWith("#", next) ? comma + 1 : next;
    }
}
