package dev.donmai.http.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.stream.Collectors;

/** What was wrong with a JSON body, in words for whoever wrote it: no class names. */
final class BodyErrors {

    private BodyErrors() {}

    static String describe(JsonProcessingException e) {
        if (e instanceof MismatchedInputException && e.getOriginalMessage().startsWith("No content to map")) {
            return "EOF";
        }
        if (e instanceof StreamConstraintsException || e.getCause() instanceof StreamConstraintsException) {
            return "nested deeper than 64 levels, or a number or name too long";
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "member \"" + path(mapping) + "\" has the wrong type" + at(e.getLocation());
        }
        if (e instanceof MismatchedInputException) {
            return "not a JSON object" + at(e.getLocation());
        }
        return e.getOriginalMessage() + at(e.getLocation());
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
