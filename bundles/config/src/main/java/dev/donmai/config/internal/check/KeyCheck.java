package dev.donmai.config.internal.check;

import dev.donmai.config.internal.yaml.SourceMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Checks single values and complains about them with key and line. The first error ends a check, warnings are collected. */
record KeyCheck(SourceMap source, Warnings warnings) {

    void required(String key, String value) throws InvalidValueException {
        if (value.isEmpty()) {
            fail(key, " is required");
        }
    }

    /** One of a few words. */
    void word(String key, String value, List<String> allowed) throws InvalidValueException {
        if (!allowed.contains(value)) {
            fail(
                    key,
                    " invalid: \"" + value + "\" (want " + String.join(" | ", allowed) + ")",
                    Spelling.suggestion(value, allowed));
        }
    }

    /** The same for a word that older files may have and that nothing depends on. */
    void mildWord(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            warn(
                    key,
                    " \"" + value + "\" is none of " + String.join(" | ", allowed) + "; " + allowed.getFirst()
                            + " is used" + Spelling.suggestion(value, allowed));
        }
    }

    void range(String key, long value, long least, long most) throws InvalidValueException {
        if (value < least || value > most) {
            fail(key, " must be from " + least + " to " + most + ", not " + value);
        }
    }

    void notNegative(String key) throws InvalidValueException {
        if (source.negative(key)) {
            fail(key, " must be >= 0");
        }
    }

    /** An address that something is fetched from; empty when there is none. */
    void url(String key, String value, List<String> schemes) throws InvalidValueException {
        if (!value.isEmpty() && !isUrl(value, schemes)) {
            fail(key, " must be an address that begins with " + String.join(":// or ", schemes) + "://");
        }
    }

    static boolean isUrl(String value, List<String> schemes) {
        try {
            URI uri = new URI(value);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return schemes.contains(scheme) && (uri.getHost() != null || scheme.equals("file"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** A file or directory; where it lies is looked at when it is used. */
    void path(String key, String value) throws InvalidValueException {
        if (value.chars().anyMatch(Character::isISOControl)) {
            fail(key, " contains a control character, which no path has");
        }
        if (value.contains("${")) {
            warn(key, " is taken as it is: only orchestrator.authToken may name environment variables");
        } else if (value.startsWith("~") && !value.startsWith("~/") && !value.equals("~")) {
            warn(key, " is taken as it is: only ~/ stands for a home directory");
        }
    }

    void paths(String key, List<String> values) throws InvalidValueException {
        for (int i = 0; i < values.size(); i++) {
            path(key + "[" + i + "]", values.get(i));
        }
    }

    void unknown(String key, String suggestion) {
        warnings.add(source.line(key), "unknown key \"" + key + "\" is ignored" + suggestion);
    }

    void warn(String key, String text) {
        warnings.add(source.line(key), key + text);
    }

    void fail(String key, String text) throws InvalidValueException {
        fail(key, text, "");
    }

    /** Fails with a suggestion behind the line. */
    void fail(String key, String text, String suggestion) throws InvalidValueException {
        throw new InvalidValueException(key + text + line(key) + suggestion);
    }

    /** Fails with a sentence about something that has no key of its own, at its place. */
    void failAt(String place, String sentence) throws InvalidValueException {
        throw new InvalidValueException(sentence + line(place));
    }

    private String line(String place) {
        int line = source.line(place);
        return line == 0 ? "" : " (line " + line + ")";
    }
}
