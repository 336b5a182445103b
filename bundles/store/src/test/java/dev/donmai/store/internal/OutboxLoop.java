package dev.donmai.store.internal;

import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxEntry;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.OutboxItem.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Puts two items a session for ever and delivers every third session; prints what the outbox has acknowledged. Killed by
 * {@link KilledOutboxTest}.
 */
final class OutboxLoop {

    private OutboxLoop() {}

    public static void main(String[] args) throws InterruptedException {
        Path file = Path.of(args[0]);
        Outbox outbox = new EmbeddedOutbox(new EmbeddedStore(() -> file));
        for (int i = 0; ; i++) {
            String session = args[1] + "-" + i;
            outbox.put(List.of(item(Kind.COMPLETION, session, i), item(Kind.STATUS, session, i)));
            System.out.println("put " + session);
            if (i % 3 == 2) {
                deliver(outbox);
            }
        }
    }

    private static void deliver(Outbox outbox) throws InterruptedException {
        OutboxEntry first = outbox.due(1, Duration.ZERO).getFirst();
        outbox.done(first.id());
        if (first.item().kind() == Kind.COMPLETION) {
            outbox.done(first.id() + 1);
        }
        System.out.println("done " + first.item().sessionId());
    }

    private static OutboxItem item(Kind kind, String session, int size) {
        return new OutboxItem(
                kind, session, "https://o.example", "/x", "{\"x\":\"" + "x".repeat(size % 3000) + "\"}", session);
    }
}
