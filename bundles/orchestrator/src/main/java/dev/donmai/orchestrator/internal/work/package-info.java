/** What a queue holds, the orchestrator's or the local one: {@link dev.donmai.orchestrator.internal.work.WorkItem}. */
@NullMarked
package dev.donmai.orchestrator.internal.work;

import org.jspecify.annotations.NullMarked;
