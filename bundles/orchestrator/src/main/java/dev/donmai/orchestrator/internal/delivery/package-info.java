/**
 * Delivery of what waits in the outbox: {@link dev.donmai.orchestrator.internal.delivery.DeliveryTurn} goes through what is
 * due, {@link dev.donmai.orchestrator.internal.delivery.Delivery} makes one attempt.
 */
@NullMarked
package dev.donmai.orchestrator.internal.delivery;

import org.jspecify.annotations.NullMarked;
