package dev.donmai.http.internal;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one request: guard, starting gate, load gate, path, route, endpoint, answer. Runs on a virtual thread of
 * its own, so that endpoints and streams may block.
 */
final class ApiHandler extends Handler.Abstract {

    static final String HEALTH = "/healthz";
    static final String STATUS = "/api/daemon/status";

    /** Served whatever the load is: what says how the daemon is, and what relieves it. */
    private static final Set<String> VITAL = Set.of(
            HEALTH,
            STATUS,
            LifecycleResource.PAUSE,
            LifecycleResource.RESUME,
            LifecycleResource.DRAIN,
            LifecycleResource.STOP);

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private final Guard guard;
    private final Exemptions exemptions;
    private final Routes routes;
    private final Lifecycle lifecycle;
    private final OpenRequests open;
    private final Load load;

    /** Whether more requests are under way than are served in full. */
    @FunctionalInterface
    interface Load {
        boolean high();
    }

    ApiHandler(Guard guard, Exemptions exemptions, Routes routes, Lifecycle lifecycle, OpenRequests open, Load load) {
        this.guard = guard;
        this.exemptions = exemptions;
        this.routes = routes;
        this.lifecycle = lifecycle;
        this.open = open;
        this.load = load;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        DeadlineEndPoint connection = DeadlineEndPoint.of(request);
        RequestBody body = new RequestBody(request);
        connection.headRead();
        // An endpoint may take its time (a drain, a stream); reads and writes have limits of their own.
        request.addIdleTimeoutListener(timeout -> false);
        open.enter();
        try {
            send(answer(request, body), request, response, body);
            connection.answered();
            callback.succeeded();
        } catch (ClientGoneException e) {
            LOG.debug(
                    "nobody waits for {} {}",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    e);
            callback.failed(e);
        } catch (Exception e) {
            LOG.warn(
                    "{} {} broke off", request.getMethod(), request.getHttpURI().getPath(), e);
            callback.failed(e);
        } finally {
            open.leave();
        }
        return true;
    }

    private Reply answer(Request request, RequestBody body) throws ClientGoneException {
        try {
            return route(request, body);
        } catch (Refusal e) {
            return e.reply();
        } catch (ClientGoneException e) {
            throw e;
        } catch (Exception e) {
            LOG.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
            return Reply.error(500, "internal error; the daemon's log says more");
        }
    }

    private Reply route(Request request, RequestBody body) throws Exception {
        HttpURI uri = request.getHttpURI();
        String raw = Optional.ofNullable(uri.getPath()).orElse("");
        String path = RequestPath.decode(raw);
        guard.check(caller(request), exemptions.of(request.getMethod(), path));
        if (lifecycle.state() == DaemonState.STARTING && !path.equals(HEALTH)) {
            return Reply.json(
                            503,
                            Json.object()
                                    .put("error", "daemon is still starting")
                                    .put("status", "starting"))
                    .with("Retry-After", "1");
        }
        if (load.high() && !VITAL.contains(path)) {
            return Reply.error(503, "too many requests; try again")
                    .with("Retry-After", "1")
                    .with("Connection", "close");
        }
        if (request.getMethod().equals("GET") && RequestPath.untidy(raw)) {
            String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
            return Reply.movedTo(RequestPath.tidy(raw) + query);
        }
        Routes.Match match = routes.find(request.getMethod(), path);
        body.checkAnnounced(match.endpoint().mostBytes());
        return match.endpoint().serve(new Call(request, match.parameters(), body, open, load));
    }

    private static Guard.Caller caller(Request request) {
        HttpFields headers = request.getHeaders();
        return new Guard.Caller(
                request.getConnectionMetaData().getConnector() instanceof SocketConnector,
                request.getMethod(),
                values(headers, HttpHeader.HOST),
                headers.getValuesList(HttpHeader.ORIGIN),
                value(headers, "Sec-Fetch-Site"),
                value(headers, "Content-Type"),
                values(headers, HttpHeader.AUTHORIZATION));
    }

    private static List<String> values(HttpFields headers, HttpHeader name) {
        return headers.getFields(name).stream()
                .map(field -> Optional.ofNullable(field.getValue()).orElse(""))
                .toList();
    }

    private static String value(HttpFields headers, String name) {
        return Optional.ofNullable(headers.get(name)).orElse("");
    }

    private void send(Reply reply, Request request, Response response, RequestBody body) throws Exception {
        switch (reply) {
            case Reply.Whole whole -> send(whole, response, body);
            case Reply.Streamed streamed -> {
                if (!open.enterStream()) {
                    streamed.feed().close();
                    send(
                            Reply.error(503, "too many open streams; close some or try again")
                                    .with("Retry-After", "5"),
                            response,
                            body);
                    return;
                }
                try {
                    stream(streamed, request, response);
                } finally {
                    open.leaveStream();
                }
            }
        }
    }

    private static void send(Reply.Whole reply, Response response, RequestBody body) throws IOException {
        head(reply, response);
        byte[] content = reply.content().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        try {
            Content.Sink.write(response, true, ByteBuffer.wrap(content));
            if (reply.status() == RequestBody.TOO_LARGE) {
                body.drop();
            }
        } catch (IOException e) {
            throw new ClientGoneException(e);
        } finally {
            reply.after().run();
        }
    }

    private void stream(Reply.Streamed reply, Request request, Response response)
            throws IOException, InterruptedException {
        head(reply, response);
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            // Also where the connection closes after it: a stream that was broken off must not look like its end.
            response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
        try (Feed feed = reply.feed();
                StreamListener listener = new StreamListener(DeadlineEndPoint.of(request), response, open)) {
            // Sends the head, so that a client knows that it is connected before there is anything to tell.
            listener.write(new byte[0]);
            feed.writeTo(listener);
            listener.end();
        }
    }

    private static void head(Reply reply, Response response) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            response.getHeaders().put(header.getKey(), header.getValue());
        }
    }
}
