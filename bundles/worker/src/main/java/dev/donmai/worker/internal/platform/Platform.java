package dev.donmai.worker.internal.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.net.WebClient;
import dev.donmai.net.WebException;
import dev.donmai.net.WebReply;
import dev.donmai.net.WebRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** The platform's interface for one session. Thread-safe. */
public final class Platform {

    /** Of one exchange ({@code sessions.md} §2.10, §2.18). */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** No answer of these routes is long. */
    private static final int MOST_BYTES = 256 << 10;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAUTHORIZED = 401;

    private final WebClient client;
    private final Credentials credentials;
    private final String base;

    public Platform(WebClient client, Credentials credentials) {
        this.client = client;
        this.credentials = credentials;
        SessionDetail detail = credentials.known();
        String url = detail.platformUrl();
        while (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
        this.base = url + "/api/sessions/"
                + URLEncoder.encode(detail.sessionId(), StandardCharsets.UTF_8).replace("+", "%20") + "/";
    }

    /**
     * Makes one call, once.
     *
     * @param call the last part of the route, as {@code status}
     * @param body makes the body for the worker id of this moment
     */
    WebReply post(String call, Function<String, ObjectNode> body, Duration limit)
            throws WebException, InterruptedException {
        return post(call, body, Map.of(), limit);
    }

    /** The same with further headers. */
    WebReply post(String call, Function<String, ObjectNode> body, Map<String, String> headers, Duration limit)
            throws WebException, InterruptedException {
        SessionDetail now = credentials.current();
        WebRequest request = WebRequest.post(URI.create(base + call))
                .json(body.apply(now.workerId()))
                .bearer(now.authToken())
                .within(limit.compareTo(TIMEOUT) < 0 ? limit : TIMEOUT)
                .atMost(MOST_BYTES);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request = request.header(header.getKey(), header.getValue());
        }
        return client.send(request);
    }

    /** Whether the same call may succeed a little later; a refused token is replaced by the daemon meanwhile. */
    static boolean mayPass(WebException failure) {
        return failure.transientFailure() || failure.status() == UNAUTHORIZED || failure.status() == TOO_MANY_REQUESTS;
    }

    /** A failure in the words of the contract. */
    static String words(WebException failure) {
        return failure.status() == 0
                ? String.valueOf(failure.getMessage())
                : ("http " + failure.status() + ": " + failure.body().strip()).strip();
    }
}
