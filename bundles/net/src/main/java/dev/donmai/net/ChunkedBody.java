package dev.donmai.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** A body in chunks (RFC 9112 §7.1); extensions and trailers are passed over. */
final class ChunkedBody extends InputStream {

    private static final int MAX_LINE = 8192;

    private final InputStream in;
    private InputStream chunk = InputStream.nullInputStream();
    private boolean begun;
    private boolean over;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        while (!over) {
            int n = chunk.read(into, offset, count);
            if (n >= 0) {
                return n;
            }
            next();
        }
        return -1;
    }

    private void next() throws IOException {
        if (begun && !ResponseHead.line(in, MAX_LINE).isEmpty()) {
            throw new ProtocolException("a chunk of the reply is longer than it says");
        }
        begun = true;
        String size = ResponseHead.line(in, MAX_LINE).split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new ProtocolException("a chunk of the reply has no length");
        }
        long length = Long.parseLong(size, 16);
        chunk = new CountedBody(in, length);
        if (length == 0) {
            while (!ResponseHead.line(in, MAX_LINE).isEmpty()) {
                // A trailer.
            }
            over = true;
        }
    }
}
