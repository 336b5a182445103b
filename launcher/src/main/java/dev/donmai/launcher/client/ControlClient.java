package dev.donmai.launcher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The control API of one daemon. Thread-safe. */
public final class ControlClient {

    /** The root of all routes. */
    public static final String API = "/api/daemon";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Bodies of the API are records and lists of them; an error is a sentence. */
    private static final int MAX_BODY = 64 * 1024 * 1024;

    private static final int MAX_ERROR = 64 * 1024;

    private final DaemonAddress address;
    private final Path tokenFile;

    /**
     * @param tokenFile the daemon's control token; sent when it can be read
     */
    public ControlClient(DaemonAddress address, Path tokenFile) {
        this.address = address;
        this.tokenFile = tokenFile;
    }

    /** A path segment as it stands in a URL. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Gets a resource. */
    public <T> T get(String path, Class<T> type) throws ClientException {
        return exchange("GET", path, Json.object(), type);
    }

    /** Posts a body. */
    public <T> T post(String path, Object body, Class<T> type) throws ClientException {
        return exchange("POST", path, body, type);
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

    /** Reads a stream line by line until it ends or nothing more is wanted; waits for as long as it takes. */
    public void lines(String path, Sink sink) throws ClientException {
        HttpURLConnection connection = open("GET", path, Duration.ZERO);
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(body(connection, path), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!sink.take(line)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            connection.disconnect();
        }
    }

    /** Copies a stream as it comes. */
    public void copy(String path, OutputStream out) throws ClientException {
        HttpURLConnection connection = open("GET", path, Duration.ZERO);
        byte[] buffer = new byte[8192];
        try (InputStream in = body(connection, path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            connection.disconnect();
        }
    }

    private <T> T exchange(String method, String path, Object body, Class<T> type) throws ClientException {
        HttpURLConnection connection = open(method, path, PATIENCE);
        try {
            if (method.equals("POST")) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(Json.bytes(body));
                }
            }
            try (InputStream in = body(connection, path)) {
                return Json.read(new String(in.readNBytes(MAX_BODY), StandardCharsets.UTF_8), type);
            }
        } catch (JsonProcessingException e) {
            throw new ClientException("decode response: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(String method, String path, Duration readTimeout) throws ClientException {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + address + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) readTimeout.toMillis());
            if (Files.isReadable(tokenFile)) {
                connection.setRequestProperty(
                        "Authorization", "Bearer " + Files.readString(tokenFile).strip());
            }
            return connection;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static InputStream body(HttpURLConnection connection, String path) throws IOException, ClientException {
        int status = connection.getResponseCode();
        if (status >= 200 && status < 300) {
            return connection.getInputStream();
        }
        String said = "";
        try (InputStream error = connection.getErrorStream()) {
            if (error != null) {
                said = sentence(new String(error.readNBytes(MAX_ERROR), StandardCharsets.UTF_8));
            }
        }
        String text = path.replaceFirst("\\?.*$", "") + ": " + ClientException.words(status, path);
        throw new ClientException(status, said.isEmpty() ? text : text + ": " + said);
    }

    /** What the daemon says was wrong, in whichever shape it says it. */
    private static String sentence(String body) {
        try {
            JsonNode error = Json.read(body, JsonNode.class).path("error");
            return error.isTextual() ? error.asText() : body.strip();
        } catch (JsonProcessingException e) {
            return body.strip();
        }
    }

    private ClientException failed(IOException e) {
        String hint = e instanceof ConnectException
                ? "no daemon listens on " + address + " (start one with `donmai daemon run`)"
                : address + ": " + e.getMessage();
        return new ClientException("request failed: " + hint, e);
    }
}
