package dev.donmai.http.internal;

import java.io.IOException;

/** What a streamed answer is made of. */
interface Feed extends AutoCloseable {

    /**
     * Writes until everything has been written or nobody listens any more.
     *
     * @throws IOException when the source fails or the client has gone
     */
    void writeTo(Listener listener) throws IOException, InterruptedException;

    @Override
    void close();

    /** Whoever reads the stream. A write returns when the client has taken it, so a slow one holds up its own feed only. */
    interface Listener {

        /** Sends these bytes at once. */
        void write(byte[] bytes) throws IOException;

        /** Whether there is any use in going on: the client is there and the server is not stopping. */
        boolean listening();
    }
}
