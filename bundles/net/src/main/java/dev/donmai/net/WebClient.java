package dev.donmai.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Makes HTTP requests: with a deadline for everything, a limit of what is read, no cookies, no redirects, and no proxy that
 * was not named, so that a credential goes nowhere but where it was sent. Thread-safe; make one and keep it.
 */
public final class WebClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String userAgent;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("donmai-net-", 0).factory());
    private final HttpClient client;

    /**
     * A client.
     *
     * @param userAgent what it calls itself, {@code donmai/<version>}
     */
    public WebClient(String userAgent) {
        this(userAgent, Map.of());
    }

    /**
     * A client that goes through the proxy that these variables name ({@code HTTPS_PROXY} and its kind), if any.
     *
     * @param userAgent what it calls itself, {@code donmai/<version>}
     */
    public WebClient(String userAgent, Map<String, String> environment) {
        this(userAgent, InstantSource.system(), threads -> network(threads, new ProxyVariables(environment)));
    }

    /**
     * A client whose requests all go to a Unix domain socket, whatever host their address names; they are plain HTTP.
     *
     * @param userAgent as above
     */
    public static WebClient onSocket(String userAgent, Path socket) {
        return new WebClient(userAgent, InstantSource.system(), threads -> new SocketClient(socket, threads));
    }

    WebClient(String userAgent, InstantSource clock) {
        this(userAgent, clock, threads -> network(threads, new ProxyVariables(Map.of())));
    }

    private WebClient(String userAgent, InstantSource clock, Function<ExecutorService, HttpClient> client) {
        this.userAgent = userAgent;
        this.clock = clock;
        this.client = client.apply(threads);
    }

    private static HttpClient network(ExecutorService threads, ProxySelector proxies) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .proxy(proxies)
                .executor(threads)
                .build();
    }

    /**
     * Makes a request once.
     *
     * @throws WebException when there is no reply with a status from 200 to 299
     * @throws InterruptedException when the thread is interrupted; the request is broken off
     */
    public WebReply send(WebRequest request) throws WebException, InterruptedException {
        HttpResponse<byte[]> response = exchange(
                request,
                head -> successful(head.statusCode())
                        ? BodyBeginning.whole(request.maxBytes())
                        : BodyBeginning.ofError(ErrorText.MAX_BYTES));
        if (!successful(response.statusCode())) {
            String text = new String(response.body(), StandardCharsets.UTF_8);
            throw failure(request, response.statusCode(), response.headers(), text);
        }
        if (response.body().length > request.maxBytes()) {
            throw WebException.of(
                    WebException.Failure.TOO_LARGE,
                    request,
                    "the reply has more than " + request.maxBytes() + " bytes",
                    null);
        }
        return new WebReply(request, response.statusCode(), response.headers(), response.body());
    }

    /**
     * Makes a request again while its failure is transient and the policy allows it.
     *
     * @throws WebException the failure of the last attempt
     */
    public WebReply send(WebRequest request, RetryPolicy policy) throws WebException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return send(request);
            } catch (WebException e) {
                if (attempt >= policy.attempts() || !e.transientFailure()) {
                    throw e;
                }
                Thread.sleep(policy.waitAfter(
                        attempt, e.retryAfter(), ThreadLocalRandom.current().nextDouble()));
            }
        }
    }

    /**
     * Begins to read a reply that may have no end; the deadline holds until its head is there.
     *
     * @throws WebException when there is no reply with a status from 200 to 299
     */
    public WebStream stream(WebRequest request) throws WebException, InterruptedException {
        HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
        if (successful(response.statusCode())) {
            return new WebStream(request, response.headers(), response.body());
        }
        throw failure(request, response.statusCode(), response.headers(), beginning(response.body()));
    }

    private static boolean successful(int status) {
        return status >= 200 && status <= 299;
    }

    private static String beginning(InputStream body) {
        try (body) {
            return new String(body.readNBytes(ErrorText.MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The status says enough; its explanation is lost.
            return "";
        }
    }

    private <T> HttpResponse<T> exchange(WebRequest request, BodyHandler<T> handler)
            throws WebException, InterruptedException {
        CompletableFuture<HttpResponse<T>> response;
        try {
            response = client.sendAsync(build(request), handler);
        } catch (IllegalArgumentException e) {
            // Neither its words nor itself as the cause: they quote the value, and that may be the token.
            throw WebException.of(
                    WebException.Failure.UNSENDABLE,
                    request,
                    "the address is no http or https address with a host, or a header has a character that none can have",
                    null);
        }
        try {
            return response.get(request.deadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw WebException.of(
                    WebException.Failure.TIMEOUT,
                    request,
                    "no complete reply within " + request.deadline().toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            response.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw broken(request, e.getCause() == null ? e : e.getCause());
        }
    }

    private HttpRequest build(WebRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .header("User-Agent", userAgent)
                .method(
                        request.method(),
                        request.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        if (!request.method().equals("GET")) {
            builder.header("Content-Type", "application/json");
        }
        if (!request.bearer().isEmpty()) {
            builder.header("Authorization", "Bearer " + request.bearer());
        }
        request.headers().forEach(builder::setHeader);
        return builder.build();
    }

    private WebException failure(WebRequest request, int status, HttpHeaders headers, String body) {
        String error = ErrorText.of(body);
        if (error.isEmpty() && status >= 300 && status <= 399) {
            error = "redirects are not followed";
        }
        return WebException.status(request, status, error, body, retryAfter(headers));
    }

    /** {@code Retry-After}: seconds, or a date; zero when there is none that can be read. */
    private Duration retryAfter(HttpHeaders headers) {
        Optional<String> value = headers.firstValue("Retry-After").map(String::strip);
        if (value.isEmpty()) {
            return Duration.ZERO;
        }
        if (value.get().matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value.get()));
        }
        try {
            Instant then = ZonedDateTime.parse(value.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            // Not a date either: as if it were not there.
            return Duration.ZERO;
        }
    }

    private static WebException broken(WebRequest request, Throwable cause) {
        if (cause instanceof ConnectException) {
            boolean unknown = cause.getCause() instanceof UnresolvedAddressException;
            return WebException.of(
                    WebException.Failure.UNREACHABLE,
                    request,
                    unknown ? "the host is not known" : "nobody listens there (connection refused)",
                    cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return WebException.of(WebException.Failure.UNREACHABLE, request, "no connection in time", cause);
        }
        return WebException.of(
                WebException.Failure.BROKEN, request, "the connection broke: " + cause.getMessage(), cause);
    }

    /** Breaks off whatever is under way. */
    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
