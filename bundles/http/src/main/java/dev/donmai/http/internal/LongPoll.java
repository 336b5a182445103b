package dev.donmai.http.internal;

import dev.donmai.http.internal.ApiHandler.Load;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request whose answer comes when something is over, which may take hours. It holds one of a few places, and gives it back
 * as soon as its client has gone. Its answer closes the connection: looking for the client may have swallowed what came next.
 */
final class LongPoll implements AutoCloseable {

    private final DeadlineEndPoint connection;
    private final OpenRequests open;

    private LongPoll(DeadlineEndPoint connection, OpenRequests open) {
        this.connection = connection;
        this.open = open;
    }

    /**
     * Takes a place; to be asked for before anything is begun that is to be waited for.
     *
     * @throws Refusal 503 when all are taken, or too much is under way as it is
     */
    static LongPoll begin(DeadlineEndPoint connection, OpenRequests open, Load load) throws Refusal {
        if (load.high() || !open.enterLongPoll()) {
            throw new Refusal(
                    Reply.error(503, "too many requests wait for an answer already; ask without waiting, or try again")
                            .with("Retry-After", "5"));
        }
        return new LongPoll(connection, open);
    }

    /**
     * Waits for a result.
     *
     * @throws ClientGoneException when nobody waits for it any more
     */
    <T> T await(Future<T> result) throws ClientGoneException, ExecutionException, InterruptedException {
        while (true) {
            try {
                return result.get(OpenRequests.GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (connection.clientGone()) {
                    throw new ClientGoneException(new IOException("closed while it waited", e));
                }
            }
        }
    }

    @Override
    public void close() {
        open.leaveLongPoll();
    }
}
