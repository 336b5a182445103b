package dev.donmai.net;

import dev.donmai.model.Json;
import dev.donmai.model.PublicUrl;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request. Immutable; the methods that change something return another one.
 *
 * @param method HTTP method
 * @param uri where to; http or https
 * @param headers further headers; what authorises the request belongs into {@code bearer}
 * @param bearer sent as {@code Authorization: Bearer}; empty for none
 * @param body sent as {@code application/json}; empty for none
 * @param deadline for the whole exchange, one attempt; of a stream until its head is there
 * @param maxBytes how large the reply may be; does not hold for streams
 */
public record WebRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        String bearer,
        String body,
        Duration deadline,
        long maxBytes) {

    /** What the older command line and worker allow themselves ({@code http-api.md} §4.3). */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

    /** What a reply may have when nothing is said: 1 MiB. */
    public static final long DEFAULT_MAX_BYTES = 1L << 20;

    public WebRequest {
        headers = Map.copyOf(headers);
    }

    /** A request to read. */
    public static WebRequest get(URI uri) {
        return of("GET", uri);
    }

    /** A request to do something, without a body so far. */
    public static WebRequest post(URI uri) {
        return of("POST", uri);
    }

    /** A request with any method, without a body so far. */
    public static WebRequest of(String method, URI uri) {
        return new WebRequest(method, uri, Map.of(), "", "", DEFAULT_DEADLINE, DEFAULT_MAX_BYTES);
    }

    /** The same with a body, encoded as JSON. */
    public WebRequest json(Object value) {
        return text(Json.line(value));
    }

    /** The same with a body that is JSON already. */
    public WebRequest text(String json) {
        return new WebRequest(method, uri, headers, bearer, json, deadline, maxBytes);
    }

    /** The same with a credential; an empty one sends none. */
    public WebRequest bearer(String token) {
        return new WebRequest(method, uri, headers, token, body, deadline, maxBytes);
    }

    /** The same with one more header. */
    public WebRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebRequest(method, uri, more, bearer, body, deadline, maxBytes);
    }

    /** The same with another deadline. */
    public WebRequest within(Duration time) {
        return new WebRequest(method, uri, headers, bearer, body, time, maxBytes);
    }

    /** The same with another limit of its reply. */
    public WebRequest atMost(long bytes) {
        return new WebRequest(method, uri, headers, bearer, body, deadline, bytes);
    }

    /** The address as it may be shown: without user-info, query and fragment. */
    public String shownUrl() {
        return PublicUrl.cutAll(uri.toString());
    }

    /** Shows neither credential nor body. */
    @Override
    public String toString() {
        return method + " " + shownUrl();
    }
}
