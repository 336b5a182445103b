/**
 * Agent runtimes: one way to run a coding agent.
 *
 * <p>A runtime has two faces in one JAR. {@link dev.donmai.api.agent.AgentRuntimeProvider} is the descriptor that the
 * daemon lists, probes and routes by. {@link dev.donmai.api.agent.AgentRuntime} is what the worker process of a session
 * loads with {@link java.util.ServiceLoader} from exactly the file the session was admitted with. Start reading at
 * {@code AgentRuntime}.
 *
 * <p>The order of events in a session is: one {@link dev.donmai.api.agent.AgentEvent.Init}; any number of others; then
 * exactly one {@link dev.donmai.api.agent.AgentEvent.Result}, or an {@link dev.donmai.api.agent.AgentEvent.Failure}
 * followed by the end of the session.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.donmai.api.agent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
