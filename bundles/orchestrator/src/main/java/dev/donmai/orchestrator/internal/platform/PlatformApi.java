package dev.donmai.orchestrator.internal.platform;

import dev.donmai.model.PathSegment;
import dev.donmai.model.session.ResultFile;
import dev.donmai.net.WebClient;
import dev.donmai.net.WebException;
import dev.donmai.net.WebReply;
import dev.donmai.net.WebRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One orchestrator's API ({@code orchestrator.md} §1). Every call has a deadline and a limit of its reply, and follows no
 * redirect. Thread-safe.
 */
public final class PlatformApi {

    private static final Duration REGISTER = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration NACK = Duration.ofSeconds(5);
    private static final Duration RESULT = Duration.ofSeconds(30);

    private static final long MOST = 1L << 20;
    private static final long MOST_OF_A_POLL = 8L << 20;

    private final WebClient client;
    private final String url;

    /**
     * The API at an address.
     *
     * @param url without a slash at its end
     */
    public PlatformApi(WebClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /** The address, without a slash at its end. */
    public String url() {
        return url;
    }

    /** Registers this machine. */
    public WebReply register(String registrationToken, RegisterRequest request)
            throws WebException, InterruptedException {
        return client.send(
                post("/api/workers/register", registrationToken, REGISTER).json(request));
    }

    /** Asks for another runtime token. */
    public WebReply refresh(String workerId, String registrationToken) throws WebException, InterruptedException {
        return client.send(post(worker(workerId) + "/refresh-token", registrationToken, REGISTER)
                .json(Map.of()));
    }

    /** Sends a heartbeat. */
    public WebReply heartbeat(String workerId, String token, BeatRequest beat)
            throws WebException, InterruptedException {
        return client.send(
                post(worker(workerId) + "/heartbeat", token, HEARTBEAT).json(beat));
    }

    /** Asks for work; what comes is claimed. */
    public WebReply poll(String workerId, String token) throws WebException, InterruptedException {
        return client.send(WebRequest.get(URI.create(url + worker(workerId) + "/poll"))
                .bearer(token)
                .within(POLL)
                .atMost(MOST_OF_A_POLL));
    }

    /** Gives a refused item back. */
    public void nack(String path, String token, String body, String key) throws WebException, InterruptedException {
        deliver(path, token, body, key, NACK);
    }

    /** Reports what became of a session. */
    public void report(String path, String token, String body, String key) throws WebException, InterruptedException {
        deliver(path, token, body, key, RESULT);
    }

    private void deliver(String path, String token, String body, String key, Duration deadline)
            throws WebException, InterruptedException {
        WebRequest request = post(path, token, deadline).text(body).header(ResultFile.IDEMPOTENCY_HEADER, key);
        client.send(request);
    }

    private WebRequest post(String path, String token, Duration deadline) {
        return WebRequest.post(URI.create(url + path))
                .bearer(token)
                .within(deadline)
                .atMost(MOST);
    }

    private static String worker(String id) {
        return "/api/workers/" + PathSegment.of(id);
    }
}
