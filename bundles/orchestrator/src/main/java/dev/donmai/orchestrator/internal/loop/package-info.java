/** Doing something again and again: {@link dev.donmai.orchestrator.internal.loop.Loop}. */
@NullMarked
package dev.donmai.orchestrator.internal.loop;

import org.jspecify.annotations.NullMarked;
