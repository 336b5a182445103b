package dev.donmai.sessions.internal;

import dev.donmai.model.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The last lines that a worker has written to its standard error. */
final class StderrTail {

    private static final int MOST_BYTES = 4096;
    private static final int MOST_LINES = 10;

    private StderrTail() {}

    /** At most ten lines, without control characters; empty when there are none. */
    static String of(Path stderr) throws IOException {
        try (FileChannel file = FileChannel.open(stderr)) {
            long from = Math.max(0, file.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
            while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) > 0) {
                // A file may be read in pieces.
            }
            String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
            // The first line may have lost its beginning, and with it what would tell a secret.
            String whole = from == 0 ? text : text.substring(text.indexOf('\n') + 1);
            List<String> lines = whole.lines()
                    .map(line -> Printable.line(line, MOST_BYTES))
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
