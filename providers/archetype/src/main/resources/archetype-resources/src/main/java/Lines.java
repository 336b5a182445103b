package ${package};

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a stream, cut at a length: a program may print anything, and memory has an end. */
final class Lines {

    private static final int LONGEST = 256 * 1024;

    private final InputStream in;
    private final byte[] chunk = new byte[8 * 1024];
    private int length;
    private int taken;
    private String last = "";

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line; empty at the end. A pipe that was closed under us has ended. */
    Optional<String> next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int read = read();
            if (read < 0) {
                return Optional.empty();
            }
            for (; read >= 0 && read != '\n'; read = read()) {
                if (line.size() < LONGEST) {
                    line.write(read);
                }
            }
        } catch (IOException e) {
            if (line.size() == 0) {
                return Optional.empty();
            }
        }
        last = line.toString(StandardCharsets.UTF_8);
        return Optional.of(last);
    }

    private int read() throws IOException {
        if (taken == length) {
            length = in.read(chunk);
            taken = 0;
            if (length < 0) {
                length = 0;
                return -1;
            }
        }
        return chunk[taken++] & 0xFF;
    }

    /** The last line so far. */
    String last() {
        return last;
    }
}
