/**
 * The local queue ({@code additions.md} §3). {@link dev.donmai.orchestrator.internal.queue.LocalQueueService} is the service,
 * {@link dev.donmai.orchestrator.internal.queue.QueueFiles} the steps an item takes,
 * {@link dev.donmai.orchestrator.internal.queue.ClaimRecovery} what is done about those that a daemon left in the middle.
 */
@NullMarked
package dev.donmai.orchestrator.internal.queue;

import org.jspecify.annotations.NullMarked;
