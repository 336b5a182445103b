package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentProcess;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A process whose output ends with its last line end. */
final class WholeLines extends OtherProcess {

    WholeLines(AgentProcess sound) {
        super(sound);
    }

    @Override
    public InputStream stdout() {
        return new FilterInputStream(sound.stdout()) {
            private InputStream line = new ByteArrayInputStream(new byte[0]);

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = line.read(bytes, from, length);
                if (read > 0) {
                    return read;
                }
                byte[] next = next();
                line = new ByteArrayInputStream(next);
                return next.length == 0 ? -1 : line.read(bytes, from, length);
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            private byte[] next() throws IOException {
                byte[] bytes = new byte[1024];
                int length = 0;
                for (int read = in.read(); read >= 0; read = in.read()) {
                    if (length == bytes.length) {
                        bytes = Arrays.copyOf(bytes, 2 * length);
                    }
                    bytes[length++] = (byte) read;
                    if (read == '\n') {
                        return Arrays.copyOf(bytes, length);
                    }
                }
                return new byte[0];
            }
        };
    }
}
