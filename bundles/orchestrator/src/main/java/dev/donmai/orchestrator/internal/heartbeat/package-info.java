/**
 * What this daemon tells its orchestrator at intervals, and what it is told then ({@code orchestrator.md} §5–§7). Start with
 * {@link dev.donmai.orchestrator.internal.heartbeat.HeartbeatTurn}.
 */
@NullMarked
package dev.donmai.orchestrator.internal.heartbeat;

import org.jspecify.annotations.NullMarked;
