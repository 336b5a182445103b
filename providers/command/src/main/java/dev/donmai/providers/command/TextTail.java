package dev.donmai.providers.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a text, as many as fit into so many bytes of UTF-8. Thread-safe. */
final class TextTail {

    private final int cap;
    private final Deque<byte[]> lines = new ArrayDeque<>();
    private int size;

    TextTail(int cap) {
        this.cap = cap;
    }

    synchronized void append(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        lines.addLast(bytes);
        size += bytes.length + 1;
        // The oldest line stays as long as a part of it is needed.
        while (size - lines.getFirst().length - 1 >= cap && lines.size() > 1) {
            size -= lines.removeFirst().length + 1;
        }
    }

    synchronized String text() {
        StringBuilder all = new StringBuilder();
        for (byte[] line : lines) {
            all.append(new String(line, StandardCharsets.UTF_8)).append('\n');
        }
        String text = all.toString().strip();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = Math.max(0, bytes.length - cap);
        while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
            from++;
        }
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
