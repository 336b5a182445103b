package dev.donmai.itests.support;

import dev.donmai.itests.support.ControlApi.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that says exactly what a test wants, also what a client library would not send. */
public final class RawRequest {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(60).toMillis();

    private final String address;
    private final String line;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = {};

    private RawRequest(String address, String line) {
        this.address = address;
        this.line = line;
        headers.put("Host", address);
        headers.put("Connection", "close");
    }

    public static RawRequest get(ControlApi api, String path) {
        return new RawRequest(api.address(), "GET " + path + " HTTP/1.1");
    }

    /** With a body that says it is JSON. */
    public static RawRequest post(ControlApi api, String path, String json) {
        RawRequest request = new RawRequest(api.address(), "POST " + path + " HTTP/1.1");
        request.body = json.getBytes(StandardCharsets.UTF_8);
        return request.header("Content-Type", "application/json")
                .header("Content-Length", Integer.toString(request.body.length));
    }

    /** Sets a header. */
    public RawRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Sends it. Nothing is expected of the server but an answer, also before it has read the body. */
    public Answer send() {
        int colon = address.lastIndexOf(':');
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(colon + 1)))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            StringBuilder head = new StringBuilder(line).append("\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            Thread writer =
                    Thread.ofPlatform().daemon().name("donmai-test-body").start(() -> write(socket));
            Answer answer = read(socket.getInputStream());
            writer.interrupt();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Socket socket) {
        try {
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The server has answered and does not want the rest.
            Thread.currentThread().interrupt();
        }
    }

    private static Answer read(InputStream in) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            throw new IOException("no answer: " + text);
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
    }
}
