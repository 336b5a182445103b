package dev.donmai.sessions.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What can be said about an event log without reading it from the beginning. */
final class EventLogFile {

    /** Longer than any line: the worker cuts texts long before. */
    private static final int TAIL = 4 * 1024 * 1024;

    private EventLogFile() {}

    /** The kind of the last complete event; empty when there is none. */
    static String lastKind(Path log) throws IOException {
        String tail;
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - TAIL);
            ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - start));
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {
                // Reads on until the buffer is full.
            }
            tail = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
        int end = tail.lastIndexOf('\n');
        return end < 0 ? "" : kind(tail.substring(tail.lastIndexOf('\n', end - 1) + 1, end));
    }

    /** The kind of one event, found without building a tree; empty when the line has none. */
    static String kind(String line) throws IOException {
        try (JsonParser parser = Json.mapper().createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean kind = parser.currentName().equals("kind");
                parser.nextToken();
                if (kind) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            return "";
        }
    }
}
