package dev.donmai.store;

import java.time.Instant;

/**
 * How full the outbox is and what has passed through it.
 *
 * @param waiting items not delivered yet
 * @param bytes of their bodies
 * @param oldest when the first of them was put; the epoch when there is none
 * @param lastError why the latest delivery failed that did; empty when none has since the start
 * @param delivered items that were delivered since the start
 * @param refused results that found no room since the start; they stay with their sessions
 * @param dropped refusals of work that made room for newer ones since the start
 * @param abandoned items that were given up since the start
 */
public record OutboxState(
        int waiting,
        long bytes,
        Instant oldest,
        String lastError,
        long delivered,
        long refused,
        long dropped,
        long abandoned) {}
