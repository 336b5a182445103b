package dev.donmai.config.internal.yaml;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * One step through a YAML document in Jackson's terms.
 *
 * @param kind what it is
 * @param text the source text of a scalar, or the name of a key
 * @param number the value of a number
 * @param line counted from 1
 * @param column counted from 1
 */
public record YamlToken(
        JsonToken kind, String text, @Nullable Number number, int line, int column) {}
