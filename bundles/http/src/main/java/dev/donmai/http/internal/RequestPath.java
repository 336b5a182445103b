package dev.donmai.http.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decoding and cleaning of request paths ({@code http-api.md} §2.4). */
final class RequestPath {

    private RequestPath() {}

    /**
     * Decodes percent escapes, once; a plus stays a plus, and nothing is cleaned afterwards, so that an escaped dot
     * segment never leaves its place.
     *
     * @throws Refusal 400 when an escape is broken or the bytes are not UTF-8
     */
    static String decode(String raw) throws Refusal {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new Refusal(400, "bad request: broken percent escape in the path");
            }
            decoded.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(400, "bad request: the path is not UTF-8");
        }
    }

    /** Whether the path, as it was written, has empty, {@code .} or {@code ..} segments inside. */
    static boolean untidy(String raw) {
        if (!raw.startsWith("/")) {
            return false;
        }
        String[] segments = raw.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals(".") || segments[i].equals("..") || (segments[i].isEmpty() && !last)) {
                return true;
            }
        }
        return false;
    }

    /** The path without such segments; a slash at its end stays. Escapes stay as they are. */
    static String tidy(String raw) {
        List<String> kept = new ArrayList<>();
        for (String segment : Arrays.asList(raw.split("/"))) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> {
                    if (!kept.isEmpty()) {
                        kept.removeLast();
                    }
                }
                default -> kept.add(segment);
            }
        }
        String joined = "/" + String.join("/", kept);
        return raw.endsWith("/") && !kept.isEmpty() ? joined + "/" : joined;
    }
}
