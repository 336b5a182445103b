package dev.donmai.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Status and headers of a reply in HTTP/1.1, and where its body ends (RFC 9112 §6). */
record ResponseHead(int status, HttpHeaders headers) {

    private static final int MAX_BYTES = 64 * 1024;

    /** Reads a head; those that only announce another one (1xx) are passed over. */
    static ResponseHead read(InputStream in) throws IOException {
        ResponseHead head = readOne(in);
        while (head.status >= 100 && head.status <= 199) {
            head = readOne(in);
        }
        return head;
    }

    private static ResponseHead readOne(InputStream in) throws IOException {
        String first = line(in, MAX_BYTES);
        if (!first.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw new ProtocolException("the reply is not HTTP/1.1");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int left = MAX_BYTES - first.length();
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new ProtocolException("the reply has a header without a name");
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new ResponseHead(
                Integer.parseInt(first.substring(9, 12)), HttpHeaders.of(headers, (name, value) -> true));
    }

    /** One line without its end; its bytes are Latin-1. */
    static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the reply ends in the middle");
            }
            if (line.length() >= most) {
                throw new ProtocolException("the head of the reply is too long");
            }
            line.append((char) c);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    /** The body as a stream that ends where it does. */
    InputStream body(InputStream in, String method) throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        Optional<String> coding = headers.firstValue("Transfer-Encoding");
        if (coding.isPresent()) {
            if (!coding.get().equalsIgnoreCase("chunked")) {
                throw new ProtocolException("the reply has the transfer coding \"" + coding.get() + "\"");
            }
            return new ChunkedBody(in);
        }
        Optional<String> length = headers.firstValue("Content-Length");
        if (length.isEmpty()) {
            return in;
        }
        if (!length.get().matches("\\d{1,18}")) {
            throw new ProtocolException("the reply has no usable length");
        }
        return new CountedBody(in, Long.parseLong(length.get()));
    }
}
