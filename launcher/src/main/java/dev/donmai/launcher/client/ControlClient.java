package dev.donmai.launcher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.config.StateDirectory;
import dev.donmai.model.Json;
import dev.donmai.net.WebClient;
import dev.donmai.net.WebException;
import dev.donmai.net.WebRequest;
import dev.donmai.net.WebStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The control API of one daemon. Thread-safe. */
public final class ControlClient implements AutoCloseable {

    /** The root of all routes. */
    public static final String API = "/api/daemon";

    private static final String AGENT = "donmai-cli";

    /** Replies are records and lists of them. */
    private static final long MAX_BODY = 64L << 20;

    /** Lines are events, which the worker cuts at a quarter of this. */
    private static final int MAX_LINE = 1 << 20;

    private final DaemonAddress address;
    private final Path tokenFile;
    private final boolean toOwnDaemon;
    private final WebClient web;

    /**
     * A client. It shows the control token to nobody but the daemon of this state directory: whoever else listens at an
     * address, on this machine too, must not learn it.
     *
     * @param state where the daemon that the token belongs to says where it listens
     */
    public ControlClient(DaemonAddress address, StateDirectory state) {
        this.address = address;
        this.tokenFile = state.controlToken();
        // Asked once: a daemon that is restarted is away for a moment, and then is where it was.
        this.toOwnDaemon = new AddressFile(state).names(address);
        this.web = switch (address) {
            case DaemonAddress.Port port -> new WebClient(AGENT);
            case DaemonAddress.Socket socket -> WebClient.onSocket(AGENT, socket.path());
        };
    }

    /** Where it asks. */
    public DaemonAddress address() {
        return address;
    }

    /** Whether the daemon of our state directory says that it listens there. */
    public boolean toOwnDaemon() {
        return toOwnDaemon;
    }

    /** A path segment as it stands in a URL. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Gets a resource. */
    public <T> Reply<T> get(String path, Class<T> type) throws ClientException, InterruptedException {
        return exchange(WebRequest.get(uri(path)), "", type);
    }

    /** Gets a resource that is sent as a member of an object. */
    public <T> Reply<T> get(String path, String member, Class<T> type) throws ClientException, InterruptedException {
        return exchange(WebRequest.get(uri(path)), member, type);
    }

    /** Posts nothing, to what needs no more than being asked. */
    public <T> Reply<T> post(String path, Class<T> type) throws ClientException, InterruptedException {
        return exchange(WebRequest.post(uri(path)), "", type);
    }

    /** Posts a body. */
    public <T> Reply<T> post(String path, Object body, Class<T> type) throws ClientException, InterruptedException {
        return exchange(WebRequest.post(uri(path)).json(body), "", type);
    }

    /** Posts a body to what takes its time. */
    public <T> Reply<T> post(String path, Object body, Class<T> type, Duration deadline)
            throws ClientException, InterruptedException {
        return exchange(WebRequest.post(uri(path)).json(body).within(deadline), "", type);
    }

    /** Sends a request that brings about what takes its time, and reads a member of the answer. */
    public <T> Reply<T> change(String method, String path, Object body, String member, Class<T> type, Duration deadline)
            throws ClientException, InterruptedException {
        WebRequest request = WebRequest.of(method, uri(path)).within(deadline);
        return exchange(method.equals("DELETE") ? request : request.json(body), member, type);
    }

    private <T> Reply<T> exchange(WebRequest request, String member, Class<T> type)
            throws ClientException, InterruptedException {
        try {
            JsonNode reply = web.send(authorised(request).atMost(MAX_BODY)).json(JsonNode.class);
            JsonNode json = member.isEmpty() ? reply : reply.path(member);
            if (json.isMissingNode() || json.isNull()) {
                throw new ClientException(request.uri().getPath() + ": the reply holds nothing");
            }
            return new Reply<>(json, Json.convert(json, type));
        } catch (JsonProcessingException e) {
            throw new ClientException(
                    request.uri().getPath() + ": the reply is not what was expected: " + e.getOriginalMessage(), e);
        } catch (WebException e) {
            throw failed(e);
        }
    }

    /** Receives what a stream brings. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Takes one line, without its end.
         *
         * @return whether more is wanted
         */
        boolean take(String line) throws IOException;
    }

    /**
     * Reads a stream line by line until it ends or nothing more is wanted; waits for as long as it takes.
     *
     * @throws IOException of the sink
     */
    public void lines(String path, Sink sink) throws ClientException, IOException, InterruptedException {
        try (WebStream stream = open(path)) {
            for (Optional<String> line = line(stream); line.isPresent(); line = line(stream)) {
                if (!sink.take(line.get())) {
                    return;
                }
            }
        }
    }

    /**
     * Copies a stream as it comes.
     *
     * @throws IOException of the target
     */
    public void copy(String path, OutputStream out) throws ClientException, IOException, InterruptedException {
        try (WebStream stream = open(path)) {
            for (byte[] bytes = bytes(stream); bytes.length > 0; bytes = bytes(stream)) {
                out.write(bytes);
                out.flush();
            }
        }
    }

    private WebStream open(String path) throws ClientException, InterruptedException {
        try {
            return web.stream(authorised(WebRequest.get(uri(path))));
        } catch (WebException e) {
            throw failed(e);
        }
    }

    private Optional<String> line(WebStream stream) throws ClientException {
        try {
            return stream.line(MAX_LINE);
        } catch (WebException e) {
            throw failed(e);
        }
    }

    private byte[] bytes(WebStream stream) throws ClientException {
        try {
            return stream.bytes();
        } catch (WebException e) {
            throw failed(e);
        }
    }

    private URI uri(String path) {
        return URI.create(address.url() + path);
    }

    private WebRequest authorised(WebRequest request) throws ClientException {
        try {
            return toOwnDaemon && Files.isReadable(tokenFile)
                    ? request.bearer(Files.readString(tokenFile).strip())
                    : request;
        } catch (IOException e) {
            throw new ClientException("the control token " + tokenFile + " cannot be read: " + e.getMessage(), e);
        }
    }

    private ClientException failed(WebException e) {
        if (e.status() != 0) {
            String path = URI.create(e.url()).getPath();
            String text = path + ": " + ClientException.words(e.status(), path);
            return ClientException.refused(e.status(), e.error().isEmpty() ? text : text + ": " + e.error(), e);
        }
        String reason = "request failed: " + address + ": " + e.error();
        return switch (e.failure()) {
            case UNREACHABLE ->
                ClientException.notReached(
                        "request failed: no daemon listens on " + address + " (start one with `donmai daemon run`)", e);
            case TIMEOUT -> ClientException.timedOut(reason, e);
            case BROKEN -> ClientException.notAnswered(reason, e);
            case UNSENDABLE, STATUS, TOO_LARGE, MALFORMED -> new ClientException(reason, e);
        };
    }

    /** Breaks off whatever is under way. */
    @Override
    public void close() {
        web.close();
    }
}
