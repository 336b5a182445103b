package dev.donmai.http.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was wrong with a JSON body, in words for whoever wrote it: no class names. */
final class BodyErrors {

    private BodyErrors() {}

    /** The error with the place that the parser has come to, for one that does not know its own. */
    static JsonProcessingException located(JsonProcessingException e, JsonParser parser) {
        return new JsonParseException(parser, e.getOriginalMessage(), parser.currentLocation(), e);
    }

    static String describe(JsonProcessingException e) {
        if (e instanceof MismatchedInputException && e.getOriginalMessage().startsWith("No content to map")) {
            return "EOF";
        }
        if (isOverLimit(e)) {
            return member(e.getProcessor()) + "nested deeper than 64 levels, or a number or name too long"
                    + at(e.getLocation());
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "member \"" + path(mapping) + "\" has the wrong type" + at(e.getLocation());
        }
        if (e instanceof MismatchedInputException) {
            return "not a JSON object" + at(e.getLocation());
        }
        return e.getOriginalMessage() + at(e.getLocation());
    }

    private static boolean isOverLimit(@Nullable Throwable e) {
        return e instanceof StreamConstraintsException || (e != null && isOverLimit(e.getCause()));
    }

    /** The member of the body that a parser is in. */
    private static String member(@Nullable Object processor) {
        if (!(processor instanceof JsonParser parser)) {
            return "";
        }
        String name = "";
        for (JsonStreamContext in = parser.getParsingContext(); in != null; in = in.getParent()) {
            name = in.getCurrentName() == null ? name : in.getCurrentName();
        }
        return name.isEmpty() ? "" : "member \"" + name + "\": ";
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String at(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
