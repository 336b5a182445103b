package dev.donmai.http.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The route table. A path is matched before its method, so that a known path with a wrong method is 405
 * ({@code http-api.md} §2.4); the templates are tried in the order in which they were entered.
 *
 * <p>A template is a path whose segments are literal, <code>{}</code> for one segment that is not empty, or, at the
 * end, <code>{*}</code> for whatever is left, slashes included. Paths are matched after decoding.
 */
final class Routes {

    /** The methods of one template. */
    private record Row(List<String> segments, Map<String, Endpoint> methods) {}

    /** A route that was found. */
    record Match(Endpoint endpoint, List<String> parameters) {
        Match {
            parameters = List.copyOf(parameters);
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    Routes get(String template, Endpoint endpoint) {
        return add("GET", template, endpoint);
    }

    Routes post(String template, Endpoint endpoint) {
        return add("POST", template, endpoint);
    }

    Routes delete(String template, Endpoint endpoint) {
        return add("DELETE", template, endpoint);
    }

    private Routes add(String method, String template, Endpoint endpoint) {
        Row row = rows.computeIfAbsent(template, t -> new Row(List.of(t.split("/", -1)), new LinkedHashMap<>()));
        if (row.methods().put(method, endpoint) != null) {
            throw new IllegalArgumentException(method + " " + template + " is there twice");
        }
        return this;
    }

    /**
     * Finds the route of a call.
     *
     * @throws Refusal 404 when there is no such path, 405 when the path has no such method
     */
    Match find(String method, String path) throws Refusal {
        List<String> segments = List.of(path.split("/", -1));
        for (Row row : rows.values()) {
            Optional<List<String>> parameters = match(row.segments(), segments);
            if (parameters.isPresent()) {
                Endpoint endpoint = row.methods().get(method);
                if (endpoint == null) {
                    throw new Refusal(Reply.error(405, "method not allowed")
                            .with("Allow", String.join(", ", row.methods().keySet())));
                }
                return new Match(endpoint, parameters.get());
            }
        }
        throw new Refusal(Reply.pageNotFound());
    }

    private static Optional<List<String>> match(List<String> template, List<String> path) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < template.size(); i++) {
            if (i >= path.size()) {
                return Optional.empty();
            }
            switch (template.get(i)) {
                case "{*}" -> {
                    parameters.add(String.join("/", path.subList(i, path.size())));
                    return Optional.of(parameters);
                }
                case "{}" -> {
                    if (path.get(i).isEmpty()) {
                        return Optional.empty();
                    }
                    parameters.add(path.get(i));
                }
                default -> {
                    if (!template.get(i).equals(path.get(i))) {
                        return Optional.empty();
                    }
                }
            }
        }
        return path.size() == template.size() ? Optional.of(parameters) : Optional.empty();
    }
}
