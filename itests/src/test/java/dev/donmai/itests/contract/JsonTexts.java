package dev.donmai.itests.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** JSON in every way in which it can be written. */
final class JsonTexts {

    private static final int DEPTH = 4;
    private static final String SHORT = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private JsonTexts() {}

    /** Blanks between tokens, also none. */
    static Arbitrary<String> blanks() {
        return Arbitraries.strings().withChars(" \t\r\n").ofMaxLength(3);
    }

    /** Any text, as a literal. */
    static Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(12).flatMap(JsonTexts::text);
    }

    /** A given text as a literal: each character as it is or escaped in any way. */
    static Arbitrary<String> text(String meant) {
        return Arbitraries.longs().map(seed -> literal(meant, new Random(seed)));
    }

    /** A given name as a literal, in letters of any case. */
    static Arbitrary<String> name(String name) {
        return Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            StringBuilder mixed = new StringBuilder();
            name.chars()
                    .mapToObj(Character::toString)
                    .map(letter -> random.nextBoolean() ? letter : letter.toUpperCase(Locale.ROOT))
                    .forEach(mixed::append);
            return literal(mixed.toString(), random);
        });
    }

    /** Whole numbers as JSON writes them. */
    static Arbitrary<String> integer(long from, long to) {
        return Arbitraries.longs().between(from, to).map(number -> number == 0 ? "-0" : Long.toString(number));
    }

    /** Any number. */
    static Arbitrary<String> number() {
        return Combinators.combine(
                        Arbitraries.of("", "-"),
                        Arbitraries.strings()
                                .numeric()
                                .ofMinLength(1)
                                .ofMaxLength(30)
                                .map(JsonTexts::withoutZeros),
                        Arbitraries.strings().numeric().ofMaxLength(20).map(f -> f.isEmpty() ? "" : "." + f),
                        Combinators.combine(
                                        Arbitraries.of("", "e", "E", "e+", "E-"),
                                        Arbitraries.integers().between(0, 999))
                                .as((e, n) -> e.isEmpty() ? "" : e + n))
                .as((sign, whole, fraction, exponent) -> sign + whole + fraction + exponent);
    }

    /** Any value. */
    static Arbitrary<String> value() {
        return value(DEPTH);
    }

    private static Arbitrary<String> value(int depth) {
        Arbitrary<String> scalar = Arbitraries.oneOf(Arbitraries.of("null", "true", "false"), number(), text());
        if (depth == 0) {
            return scalar;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(4, scalar),
                Tuple.of(1, Arbitraries.lazy(() -> list(depth - 1))),
                Tuple.of(1, Arbitraries.lazy(() -> members(depth - 1).flatMap(JsonTexts::object))));
    }

    private static Arbitrary<String> list(int depth) {
        return Combinators.combine(value(depth).list().ofMaxSize(3), blanks())
                .as((values, blank) -> "[" + blank + String.join(blank + "," + blank, values) + blank + "]");
    }

    /** Members that nobody knows; their names begin with a letter that no known one has. */
    static Arbitrary<List<String>> unknownMembers() {
        return members(DEPTH - 1);
    }

    private static Arbitrary<List<String>> members(int depth) {
        return Combinators.combine(
                        Arbitraries.strings().ofMaxLength(6).flatMap(name -> text("x" + name)), blanks(), value(depth))
                .as((name, blank, value) -> name + blank + ":" + blank + value)
                .list()
                .ofMaxSize(3);
    }

    /** An object of members in this order. */
    static Arbitrary<String> object(List<String> members) {
        return blanks().map(blank -> "{" + blank + String.join(blank + "," + blank, members) + blank + "}");
    }

    /** The members and others, in any order; of two with one name, the one that came first still does. */
    static Arbitrary<List<String>> mixed(List<String> members, List<String> others) {
        return Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            List<String> mixed = new ArrayList<>(members);
            others.forEach(other -> mixed.add(random.nextInt(mixed.size() + 1), other));
            return Collections.unmodifiableList(mixed);
        });
    }

    private static String withoutZeros(String digits) {
        String rest = digits.replaceFirst("^0+", "");
        return rest.isEmpty() ? "0" : rest;
    }

    private static String literal(String meant, Random random) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < meant.length(); i++) {
            char c = meant.charAt(i);
            int shortened = MEANT.indexOf(c);
            boolean mustEscape = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
            if (shortened >= 0 && random.nextBoolean()) {
                literal.append('\\').append(SHORT.charAt(shortened));
            } else if (mustEscape || random.nextInt(4) == 0) {
                String hex = "%04x".formatted((int) c);
                literal.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
