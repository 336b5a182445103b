/** What {@code doctor} shows of the orchestrator. */
@NullMarked
package dev.donmai.orchestrator.internal.doctor;

import org.jspecify.annotations.NullMarked;
