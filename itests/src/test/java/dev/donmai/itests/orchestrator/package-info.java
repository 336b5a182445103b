/**
 * The distribution as a process against an orchestrator on loopback, {@link dev.donmai.standin.StandIn}. Each test ends with
 * a look at what that has found wrong with the daemon's requests.
 */
@NullMarked
package dev.donmai.itests.orchestrator;

import org.jspecify.annotations.NullMarked;
