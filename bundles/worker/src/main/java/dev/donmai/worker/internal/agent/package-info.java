/** The agent: its runtime, what it is given, and what it may start. Start with {@link dev.donmai.worker.internal.agent.AgentRun}. */
@NullMarked
package dev.donmai.worker.internal.agent;

import org.jspecify.annotations.NullMarked;
