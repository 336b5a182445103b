package dev.donmai.itests.support;

import dev.donmai.itests.support.ControlApi.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that says exactly what a test wants, also what a client library would not send. */
public final class RawRequest {

    private final String address;
    private final String method;
    private final String target;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = {};

    private RawRequest(String address, String method, String target) {
        this.address = address;
        this.method = method;
        this.target = target;
        headers.put("Host", address);
        headers.put("Connection", "close");
    }

    /** Any method on any target, nothing of which is encoded. */
    public static RawRequest of(String address, String method, String target) {
        return new RawRequest(address, method, target);
    }

    public static RawRequest get(ControlApi api, String path) {
        return new RawRequest(api.address(), "GET", path);
    }

    /** With a body that says it is JSON. */
    public static RawRequest post(ControlApi api, String path, String json) {
        return new RawRequest(api.address(), "POST", path).json(json);
    }

    /** Sets a header; null leaves one out that is there by itself. */
    public RawRequest header(String name, @Nullable String value) {
        Optional.ofNullable(value).ifPresentOrElse(text -> headers.put(name, text), () -> headers.remove(name));
        return this;
    }

    /** Sets a body that says it is JSON and how long it is. */
    public RawRequest json(String json) {
        body = json.getBytes(StandardCharsets.UTF_8);
        return header("Content-Type", "application/json").header("Content-Length", Integer.toString(body.length));
    }

    /** Sends it and returns status and body of the answer. */
    public Answer send() {
        RawAnswer answer = exchange();
        return new Answer(answer.status(), answer.body());
    }

    /** Sends it. Nothing is expected of the server but an answer, also before it has read the body. */
    public RawAnswer exchange() {
        try (RawConnection connection = RawConnection.to(address)) {
            connection.send(head());
            Thread writer =
                    Thread.ofPlatform().daemon().name("donmai-test-body").start(() -> connection.trySend(body));
            RawAnswer answer = connection.answerTo(method);
            writer.interrupt();
            return answer;
        }
    }

    private byte[] head() {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
