package dev.donmai.net;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;

/** A request as HTTP/1.1 has it, after which the connection is closed. */
final class RequestText {

    private RequestText() {}

    /** Head and body. */
    static String of(HttpRequest request) {
        StringBuilder text = new StringBuilder();
        String path = request.uri().getRawPath();
        String query = request.uri().getRawQuery();
        text.append(request.method()).append(' ').append(path == null || path.isEmpty() ? "/" : path);
        if (query != null) {
            text.append('?').append(query);
        }
        text.append(" HTTP/1.1\r\n");
        header(text, "Host", request.uri().getRawAuthority());
        header(text, "Connection", "close");
        request.headers().map().forEach((name, values) -> values.forEach(value -> header(text, name, value)));
        String body = request.bodyPublisher().map(RequestText::body).orElse("");
        if (!body.isEmpty() || !request.method().equals("GET")) {
            header(text, "Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
        }
        return text.append("\r\n").append(body).toString();
    }

    private static void header(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /** What a publisher of text publishes; those have everything at once. */
    private static String body(BodyPublisher publisher) {
        BodySubscriber<String> collected = BodySubscribers.ofString(StandardCharsets.UTF_8);
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                collected.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                collected.onNext(List.of(bytes));
            }

            @Override
            public void onError(Throwable failure) {
                collected.onError(failure);
            }

            @Override
            public void onComplete() {
                collected.onComplete();
            }
        });
        return collected.getBody().toCompletableFuture().join();
    }
}
