/** The run of one session, from its assignment to its result. Start with {@link dev.donmai.worker.internal.SessionRun}. */
@NullMarked
package dev.donmai.worker.internal;

import org.jspecify.annotations.NullMarked;
