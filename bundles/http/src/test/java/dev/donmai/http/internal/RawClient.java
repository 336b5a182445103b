package dev.donmai.http.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One connection on which a test says exactly what it wants, well-formed or not. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    RawClient(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer; header names in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Sends lines with their ends; the text is Latin-1. */
    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    RawClient sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads an answer with its whole body. */
    Answer answer() throws IOException {
        Answer head = head();
        StringBuilder body = new StringBuilder();
        if (head.header("Transfer-Encoding").equals("chunked")) {
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                body.append(chunk);
            }
        } else if (!head.header("Content-Length").isEmpty()) {
            body.append(text(Integer.parseInt(head.header("Content-Length"))));
        } else {
            body.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return new Answer(head.status(), head.headers(), body.toString());
    }

    /** Reads status and headers only. */
    Answer head() throws IOException {
        String status = line();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        return new Answer(Integer.parseInt(status.substring(9, 12)), headers, "");
    }

    /** The next chunk of a chunked body; empty at its end. */
    String chunk() throws IOException {
        String size = line();
        if (size.isEmpty()) {
            // The end of the chunk before, which the server sends together with the next one.
            size = line();
        }
        String chunk = text(Integer.parseInt(size, 16));
        if (chunk.isEmpty()) {
            line();
        }
        return chunk;
    }

    /** Whether the server has closed the connection; waits for it. */
    boolean closed() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed after \"" + line + "\"");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private String text(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new IOException("closed in the middle of a body");
        }
        return new String(read, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
