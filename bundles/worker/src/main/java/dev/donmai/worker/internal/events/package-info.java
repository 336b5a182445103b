/** What is kept while the agent runs: {@code events.ndjson} and {@code output.log}. Start with {@link dev.donmai.worker.internal.events.EventLog}. */
@NullMarked
package dev.donmai.worker.internal.events;

import org.jspecify.annotations.NullMarked;
