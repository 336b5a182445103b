package dev.donmai.config.internal.edit;

import dev.donmai.config.internal.edit.YamlPart.Alias;
import dev.donmai.config.internal.edit.YamlPart.Entry;
import dev.donmai.config.internal.edit.YamlPart.Mapping;
import dev.donmai.config.internal.edit.YamlPart.Scalar;
import dev.donmai.config.internal.edit.YamlPart.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML text, its parts, and where its lines and comments are. Immutable; a change makes another text.
 *
 * @param text without a byte order mark
 * @param root empty when there is nothing but comments
 * @param aliased anchors that another place refers to
 */
record YamlText(String text, Optional<YamlPart> root, Set<String> aliased) {

    private static final int USUAL_STEP = 2;

    static YamlText of(String text) throws EditRefusedException {
        try {
            YamlPartParser parser = YamlPartParser.parse(text);
            if (parser.hasSeveralDocuments()) {
                throw new EditRefusedException("the file holds several documents; remove all but the first");
            }
            return new YamlText(text, parser.root(), parser.aliased());
        } catch (YamlEngineException e) {
            throw new EditRefusedException("the file is not YAML to its end: " + e.getMessage());
        }
    }

    /** The text with the characters from one offset to another replaced. */
    YamlText splice(int from, int to, String replacement) throws EditRefusedException {
        return of(text.substring(0, from) + replacement + text.substring(to));
    }

    /** The text with whole lines put in front of an offset at the beginning of a line, or at the end of the text. */
    YamlText insertLines(int at, List<String> lines) throws EditRefusedException {
        String before = at > 0 && !isBreak(text.charAt(at - 1)) ? newline() : "";
        return splice(at, at, before + String.join(newline(), lines) + newline());
    }

    /** Where a part's last character is, comments after it left out. */
    int contentEnd(YamlPart part) {
        return switch (part) {
            case Scalar scalar -> scalar.end();
            case Alias alias -> alias.end();
            case Mapping mapping ->
                mapping.flow() || mapping.entries().isEmpty()
                        ? mapping.end()
                        : contentEnd(mapping.entries().getLast());
            case Sequence sequence ->
                sequence.flow() || sequence.items().isEmpty()
                        ? sequence.end()
                        : contentEnd(sequence.items().getLast());
        };
    }

    int contentEnd(Entry entry) {
        boolean nothing = entry.value() instanceof Scalar value && value.isEmpty();
        boolean elsewhere =
                nothing && lineStart(entry.value().start()) > entry.key().end();
        return elsewhere ? entry.key().end() : contentEnd(entry.value());
    }

    /** The beginning of the line after what ends at an offset. A text of several lines in block style ends where a line begins. */
    int nextLine(int contentEnd) {
        if (contentEnd > 0 && isBreak(text.charAt(contentEnd - 1))) {
            return contentEnd;
        }
        int at = lineEnd(contentEnd);
        return text.startsWith("\r\n", at) ? at + 2 : Math.min(at + 1, text.length());
    }

    /** The first line break at or after an offset. */
    int lineEnd(int offset) {
        int at = offset;
        while (at < text.length() && !isBreak(text.charAt(at))) {
            at++;
        }
        return at;
    }

    int lineStart(int offset) {
        int at = offset;
        while (at > 0 && !isBreak(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** What stands between the beginning of the line and an offset. */
    String prefix(int offset) {
        return text.substring(lineStart(offset), offset);
    }

    int column(int offset) {
        return offset - lineStart(offset);
    }

    /** The first offset at or after this one that is neither space, line break nor comment. */
    int skipBlanks(int offset) {
        int at = offset;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                at = lineEnd(at);
            } else if (c == ' ' || c == '\t' || isBreak(c)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Where the value itself begins, behind its tag and anchor. */
    int skipProperties(int offset) {
        int at = offset;
        while (at < text.length() && "&!".indexOf(text.charAt(at)) >= 0) {
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            at = skipBlanks(at);
        }
        return at;
    }

    /** Counted from 1. */
    int line(int offset) {
        return 1 + (int) text.substring(0, offset).lines().count() - (column(offset) > 0 ? 1 : 0);
    }

    /** How far the file indents what belongs to a key. */
    int step() {
        if (!(root.orElse(null) instanceof Mapping top) || top.flow()) {
            return USUAL_STEP;
        }
        return top.entries().stream()
                .filter(entry -> entry.value() instanceof Mapping inner && !inner.flow())
                .map(entry -> (Mapping) entry.value())
                .mapToInt(inner -> column(inner.entries().getFirst().key().start()))
                .filter(column -> column > 0)
                .findFirst()
                .orElse(USUAL_STEP);
    }

    /** The line break that the file uses. */
    String newline() {
        int at = lineEnd(0);
        return at == text.length() ? "\n" : text.startsWith("\r\n", at) ? "\r\n" : text.substring(at, at + 1);
    }

    /** Refuses to change what another place of the file uses too. */
    void refuseIfShared(YamlPart part, String name) throws EditRefusedException {
        String anchor = switch (part) {
            case Alias alias -> alias.anchor();
            case Scalar scalar -> scalar.anchor();
            case Mapping mapping -> mapping.anchor();
            case Sequence sequence -> sequence.anchor();
        };
        if (part instanceof Alias || (!anchor.isEmpty() && aliased.contains(anchor))) {
            throw new EditRefusedException("line " + line(part.start()) + ": " + name
                    + " is shared with another place by" + " the anchor \"" + anchor + "\"; change it with an editor");
        }
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
