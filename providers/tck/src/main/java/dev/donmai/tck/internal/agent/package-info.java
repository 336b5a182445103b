/** The checks of agent runtimes. Start at {@link dev.donmai.tck.internal.agent.AgentChecks}. */
@NullMarked
package dev.donmai.tck.internal.agent;

import org.jspecify.annotations.NullMarked;
