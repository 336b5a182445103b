package dev.donmai.worker.internal.assignment;

import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.net.WebClient;
import dev.donmai.net.WebException;
import dev.donmai.net.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a daemon tells a worker about its session ({@code sessions.md} §1.13). Thread-safe. */
public final class DetailSource {

    private static final int MOST_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(DetailSource.class);

    private final WebClient client;
    private final Address address;
    private final String sessionId;
    private final String token;

    /** Where the session is read; asked each time, because a daemon that was started again may listen elsewhere. */
    private interface Address {

        URI now();
    }

    private DetailSource(WebClient client, Address address, String sessionId, String token) {
        this.client = client;
        this.address = address;
        this.sessionId = sessionId;
        this.token = token;
    }

    /**
     * @param daemonUrl the control API
     * @param token what the session is read with; empty where the daemon asks for none
     */
    public DetailSource(WebClient client, String daemonUrl, String sessionId, String token) throws PreflightException {
        this(client, fixed(address(daemonUrl, sessionId)), sessionId, token);
    }

    /** That of a daemon, asked by this process. */
    static DetailSource of(String daemonUrl, String sessionId, Variables variables) throws PreflightException {
        return new DetailSource(
                new WebClient("donmai-worker"), daemonUrl, sessionId, variables.get(SessionLayout.TOKEN_VARIABLE));
    }

    /** That of the daemon which the session's file names at the time. */
    static DetailSource of(SessionLayout layout, SessionFile file, Variables variables) throws PreflightException {
        URI first = address(file.daemonUrl(), file.sessionId());
        return new DetailSource(
                new WebClient("donmai-worker"),
                () -> named(layout).orElse(first),
                file.sessionId(),
                variables.get(SessionLayout.TOKEN_VARIABLE));
    }

    private static Optional<URI> named(SessionLayout layout) {
        try {
            SessionFile file = Json.read(layout.session(), SessionFile.class);
            return Optional.of(address(file.daemonUrl(), file.sessionId()));
        } catch (IOException | PreflightException e) {
            LOG.warn("the daemon is looked for where it was: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Address fixed(URI address) {
        return () -> address;
    }

    /** What the requests are made with. */
    public WebClient client() {
        return client;
    }

    /**
     * Reads it once.
     *
     * @throws WebException also when the reply is about another session
     */
    public SessionDetail read(Duration limit) throws WebException, InterruptedException {
        WebRequest request =
                WebRequest.get(address.now()).bearer(token).within(limit).atMost(MOST_BYTES);
        return client.send(request)
                .json(
                        SessionDetail.class,
                        detail -> detail.sessionId().equals(sessionId)
                                ? ""
                                : "the reply is about session \"" + detail.sessionId() + "\"");
    }

    private static URI address(String daemonUrl, String sessionId) throws PreflightException {
        String base = daemonUrl.endsWith("/") ? daemonUrl.substring(0, daemonUrl.length() - 1) : daemonUrl;
        try {
            String segment =
                    URLEncoder.encode(sessionId, StandardCharsets.UTF_8).replace("+", "%20");
            URI address = URI.create(base + "/api/daemon/sessions/" + segment);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new PreflightException("the daemon's address \"" + base + "\" is no URL: " + e.getMessage(), e);
        }
        throw new PreflightException(
                "the daemon's address \"" + base + "\" names no host; it looks like http://127.0.0.1:7734");
    }
}
