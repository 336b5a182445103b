/**
 * Implementation of the sessions room. A session goes through these classes, in this order:
 *
 * <ol>
 *   <li>{@link dev.donmai.sessions.internal.Admission}: may it run, and with what;
 *   <li>{@link dev.donmai.sessions.internal.SessionStart}: its directory, its wrapper;
 *   <li>{@link dev.donmai.sessions.internal.SessionWatch}: limits, and whether it still lives;
 *   <li>{@link dev.donmai.sessions.internal.SessionEnd}: the rest of its tree, archive, record, slot.
 * </ol>
 *
 * {@link dev.donmai.sessions.internal.SessionRecovery} does the same for what a former daemon left.
 */
@NullMarked
package dev.donmai.sessions.internal;

import org.jspecify.annotations.NullMarked;
