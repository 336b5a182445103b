package dev.donmai.config.internal.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import dev.donmai.config.internal.yaml.KeyPath;
import dev.donmai.config.internal.yaml.SourceMap;
import dev.donmai.config.internal.yaml.YamlCursor;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the keys that the model doesn't know: a warning with line and suggestion for each (README decision 19), but for
 * the old name of {@code projects[].repository}, which is kept.
 */
public final class UnknownKeys extends DeserializationProblemHandler {

    private static final Pattern OLD_REPOSITORY = Pattern.compile("projects\\[(\\d+)]\\.repoUrl");

    private final SourceMap source;
    private final Warnings warnings;
    private final Map<Integer, String> oldRepositories = new HashMap<>();

    public UnknownKeys(SourceMap source, Warnings warnings) {
        this.source = source;
        this.warnings = warnings;
    }

    /** Values of {@code repoUrl} by the index of their project. */
    public Map<Integer, String> oldRepositories() {
        return oldRepositories;
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser in,
            JsonDeserializer<?> deserializer,
            Object beanOrClass,
            String name)
            throws IOException {
        String owner = owner(context.getParser(), in);
        String path = owner.isEmpty() ? name : owner + "." + name;
        Matcher old = OLD_REPOSITORY.matcher(path);
        if (old.matches() && in.currentToken().isScalarValue()) {
            String url = in.currentToken() == JsonToken.VALUE_NULL ? "" : in.getText();
            oldRepositories.put(Integer.valueOf(old.group(1)), url);
        } else {
            String suggestion = Spelling.suggestion(name, names(deserializer.getKnownPropertyNames()));
            new KeyCheck(source, warnings).unknown(path, suggestion);
        }
        in.skipChildren();
        return true;
    }

    /**
     * The place of the map that holds the key. Jackson sets unknown keys aside until it has what the record's constructor
     * needs; then the cursor stands behind them, at the next key or at the end of the map.
     */
    private static String owner(JsonParser cursor, JsonParser in) {
        JsonStreamContext at = cursor.getParsingContext();
        boolean setAside = !(in instanceof YamlCursor);
        if (setAside && cursor.currentToken() == JsonToken.END_OBJECT) {
            return KeyPath.of(at);
        }
        boolean inside = !setAside && cursor.currentToken().isStructStart();
        return KeyPath.of(inside ? at.getParent().getParent() : at.getParent());
    }

    private static List<String> names(Collection<Object> known) {
        return known.stream().map(Object::toString).toList();
    }
}
