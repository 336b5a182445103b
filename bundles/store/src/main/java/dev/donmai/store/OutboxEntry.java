package dev.donmai.store;

import java.time.Duration;
import java.time.Instant;

/**
 * An item that waits to be delivered.
 *
 * @param id by it the outbox is told what became of it
 * @param createdAt when it was put, by the wall clock; for display
 * @param waited how long this daemon has known it, by the monotonic clock; less than its age after a restart
 * @param attempts how often delivery has failed
 * @param lastError why, the last time; empty when it has not
 */
public record OutboxEntry(
        long id, OutboxItem item, Instant createdAt, Duration waited, int attempts, String lastError) {}
