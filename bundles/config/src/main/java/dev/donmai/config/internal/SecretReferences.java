package dev.donmai.config.internal;

import dev.donmai.config.internal.check.Warnings;
import dev.donmai.config.internal.yaml.SourceMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code env:NAME} in the settings of agent runtimes stands for. The settings keep the reference; whoever starts the agent
 * resolves it.
 */
record SecretReferences(Map<String, String> environment, SourceMap source, Warnings warnings) {

    private static final String VARIABLE = "env:";

    /** The values, for a redactor; a warning for each variable that is not set. */
    List<String> values(Map<String, Map<String, Object>> agents) {
        List<String> values = new ArrayList<>();
        agents.forEach((name, settings) -> collect("agents." + name, settings, values));
        return values;
    }

    private void collect(String key, @Nullable Object value, List<String> values) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> collect(key + "." + name, inner, values));
        } else if (value instanceof String text && text.startsWith(VARIABLE)) {
            String name = text.substring(VARIABLE.length()).strip();
            String secret = environment.get(name);
            if (secret == null) {
                warnings.add(
                        source.line(key),
                        key + " names the environment variable " + name
                                + ", which is not set; sessions that need it fail");
            } else {
                values.add(secret);
            }
        }
    }
}
