package dev.donmai.worker.internal.assignment;

import dev.donmai.model.wire.SessionDetail;
import dev.donmai.net.WebClient;
import dev.donmai.net.WebException;
import dev.donmai.net.WebRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks a daemon for a session's detail ({@code sessions.md} §2.2, step 4). */
final class DetailFetch {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 20;
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(200), Duration.ofMillis(400));

    private final String url;
    private final String token;

    /**
     * Asks one daemon.
     *
     * @param token shows which session this worker runs; empty when the daemon gave none
     */
    DetailFetch(String url, String token) {
        this.token = token;
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    SessionDetail fetch(String id) throws PreflightException {
        WebRequest request =
                WebRequest.get(address(id)).bearer(token).within(TIMEOUT).atMost(MOST_BYTES);
        try (WebClient client = new WebClient("donmai-worker")) {
            String last = "";
            for (int attempt = 0; attempt <= PAUSES.size(); attempt++) {
                if (attempt > 0) {
                    TimeUnit.NANOSECONDS.sleep(PAUSES.get(attempt - 1).toNanos());
                }
                try {
                    SessionDetail detail = client.send(request).json(SessionDetail.class);
                    if (detail.sessionId().equals(id)) {
                        return detail;
                    }
                    last = request + ": the reply is about session \"" + detail.sessionId() + "\"";
                } catch (WebException e) {
                    if (e.status() >= 400 && e.status() < 500) {
                        throw new PreflightException(
                                "fetch session detail: HTTP " + e.status() + ": "
                                        + e.body().strip(),
                                e);
                    }
                    last = String.valueOf(e.getMessage());
                }
            }
            throw new PreflightException(
                    "fetch session detail: fetch session detail: after " + (PAUSES.size() + 1) + " attempts: " + last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreflightException("fetch session detail: interrupted", e);
        }
    }

    private URI address(String id) throws PreflightException {
        try {
            String segment = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
            URI address = URI.create(url + "/api/daemon/sessions/" + segment);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new PreflightException("the daemon's address \"" + url + "\" is no URL: " + e.getMessage(), e);
        }
        throw new PreflightException(
                "the daemon's address \"" + url + "\" names no host; it looks like http://127.0.0.1:7734");
    }
}
