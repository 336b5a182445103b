package dev.donmai.http.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a query. Of a name that is there twice the first counts, and a pair that cannot be decoded counts as
 * absent ({@code http-api.md} §6.2) unless its value is asked for strictly.
 */
final class Query {

    private final Map<String, String> values = new HashMap<>();
    private boolean broken;

    private Query() {}

    /** Reads what follows the question mark. */
    static Query of(String raw) {
        Query query = new Query();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.add(name, equals < 0 ? "" : pair.substring(equals + 1));
        }
        return query;
    }

    private void add(String name, String value) {
        try {
            values.putIfAbsent(decode(name), decode(value));
        } catch (IllegalArgumentException e) {
            broken = true;
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The value of a name. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value of a name, where a broken query is not to be taken for one without it. */
    Optional<String> strictly(String name) throws Refusal {
        if (broken) {
            throw new Refusal(400, "bad request: the query cannot be decoded");
        }
        return value(name);
    }
}
