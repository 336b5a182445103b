/**
 * Work from the orchestrator ({@code orchestrator.md} §8): {@link dev.donmai.orchestrator.internal.poll.PollTurn} asks,
 * {@link dev.donmai.orchestrator.internal.poll.PollReply} takes the reply apart, and
 * {@link dev.donmai.orchestrator.internal.poll.Dispatch} hands its parts on.
 */
@NullMarked
package dev.donmai.orchestrator.internal.poll;

import org.jspecify.annotations.NullMarked;
