/**
 * The client of an orchestrator. {@link dev.donmai.orchestrator.internal.OrchestratorClient} is the component,
 * {@link dev.donmai.orchestrator.internal.Connection} what goes on from start to stop; the packages below have one concern
 * each: {@code platform} the calls, {@code credentials}, {@code heartbeat}, {@code poll}, {@code delivery}.
 */
@NullMarked
package dev.donmai.orchestrator.internal;

import org.jspecify.annotations.NullMarked;
