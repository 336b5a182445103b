package dev.donmai.http.internal;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers that a request carries as text ({@code http-api.md} §6.7). */
final class WholeNumber {

    /** A plus may go before it, and zeros; only the digits of ASCII are meant. */
    private static final Pattern FORM = Pattern.compile("\\+?[0-9]+");

    private WholeNumber() {}

    /** The number, from 0 to the largest of 64 bits; empty when it is none. */
    static OptionalLong parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
