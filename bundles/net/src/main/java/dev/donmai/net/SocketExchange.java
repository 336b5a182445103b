package dev.donmai.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** One request over a Unix domain socket and its reply. {@link #run} does it; {@link #close} breaks it off from any thread. */
final class SocketExchange<T> {

    private final Path socket;
    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final CompletableFuture<HttpResponse<T>> response = new Reply();
    private @Nullable SocketChannel channel;
    private boolean closed;

    private record Response<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
            implements HttpResponse<T> {

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private record Head(int statusCode, HttpHeaders headers) implements ResponseInfo {

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    /** Who cancels it breaks the exchange off, as with the client of the JDK. */
    private final class Reply extends CompletableFuture<HttpResponse<T>> {

        @Override
        public boolean cancel(boolean interrupt) {
            boolean cancelled = super.cancel(interrupt);
            if (cancelled) {
                close();
            }
            return cancelled;
        }
    }

    SocketExchange(Path socket, HttpRequest request, BodyHandler<T> handler) {
        this.socket = socket;
        this.request = request;
        this.handler = handler;
    }

    /** Completes when the handler has its body; a streaming one has it with the head. */
    CompletableFuture<HttpResponse<T>> response() {
        return response;
    }

    void run() {
        try (SocketChannel connected = connect()) {
            write(connected, RequestText.of(request));
            InputStream in = new BufferedInputStream(Channels.newInputStream(connected));
            ResponseHead head = ResponseHead.read(in);
            InputStream body = head.body(in, request.method());
            BodySubscriber<T> subscriber = handler.apply(new Head(head.status(), head.headers()));
            subscriber.getBody().whenComplete((read, failure) -> settle(head, read, failure));
            new BodyFeed(body, this::close).into(subscriber);
        } catch (IOException | RuntimeException e) {
            response.completeExceptionally(e);
        }
    }

    private void settle(ResponseHead head, T body, @Nullable Throwable failure) {
        if (failure == null) {
            response.complete(new Response<>(request, head.status(), head.headers(), body));
        } else {
            boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
            response.completeExceptionally(wrapped ? failure.getCause() : failure);
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        synchronized (this) {
            if (closed) {
                opened.close();
                throw new SocketException("broken off");
            }
            channel = opened;
        }
        try {
            opened.connect(UnixDomainSocketAddress.of(socket));
            return opened;
        } catch (SocketException e) {
            opened.close();
            String why = String.valueOf(e.getMessage());
            if (why.contains("Permission denied")) {
                throw new IOException("this user may not use the socket " + socket, e);
            }
            ConnectException nobody = new ConnectException(why);
            nobody.initCause(e);
            throw nobody;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Breaks it off, whatever it is doing. */
    void close() {
        SocketChannel open;
        synchronized (this) {
            closed = true;
            open = channel;
        }
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // Nothing is read from it any more.
            return;
        }
    }
}
