package dev.donmai.itests.contract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every request with one reply of the reference's daemon, and keeps what it was sent. */
final class ReferenceDaemon implements AutoCloseable {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(60).toMillis();

    private final ServerSocket server;
    private final byte[] reply;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * A request as it came.
     *
     * @param line its first line
     * @param headers its header lines, names in lower case
     * @param body its body
     */
    record Request(String line, List<String> headers, String body) {

        boolean hasHeader(String nameAndValue) {
            return headers.contains(nameAndValue);
        }

        boolean hasHeaderNamed(String name) {
            return headers.stream().anyMatch(header -> header.startsWith(name + ":"));
        }
    }

    ReferenceDaemon(String reply) {
        this.reply = reply.getBytes(StandardCharsets.UTF_8);
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("donmai-test-reference").start(this::serve);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(PATIENCE_MILLIS);
                requests.add(read(new BufferedInputStream(client.getInputStream())));
                client.getOutputStream().write(reply);
                client.shutdownOutput();
            } catch (IOException e) {
                // A client that goes away, or the end of the test; both show in what the test finds.
            }
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        List<String> headers = new ArrayList<>();
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            headers.add(name + ": " + value);
            length = name.equals("content-length") ? Integer.parseInt(value) : length;
        }
        return new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
