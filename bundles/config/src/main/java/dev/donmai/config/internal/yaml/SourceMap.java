package dev.donmai.config.internal.yaml;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in the text each value of a document stands, by {@link KeyPath}. */
public final class SourceMap {

    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Number> numbers = new HashMap<>();

    public SourceMap(List<YamlToken> tokens) {
        YamlCursor cursor = new YamlCursor(tokens);
        try {
            for (YamlToken token : tokens) {
                cursor.nextToken();
                note(token, cursor);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(YamlToken token, YamlCursor cursor) {
        JsonToken kind = token.kind();
        if (kind.isStructEnd()) {
            return;
        }
        String path =
                KeyPath.of(kind.isStructStart() ? cursor.getParsingContext().getParent() : cursor.getParsingContext());
        // The key's line where there is a key: its value may begin on the next one.
        lines.putIfAbsent(path, token.line());
        if (token.number() != null) {
            numbers.put(path, token.number());
        }
    }

    /** The line of a value, else of what it would stand in; 0 when nothing of it is there. */
    public int line(String path) {
        for (String at = path; !at.isEmpty(); at = KeyPath.parent(at)) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 0;
    }

    /** Whether a value stands there. */
    public boolean has(String path) {
        return lines.containsKey(path);
    }

    /** Whether a number below zero stands there. */
    public boolean negative(String path) {
        Number number = numbers.get(path);
        return number != null && number.doubleValue() < 0;
    }
}
