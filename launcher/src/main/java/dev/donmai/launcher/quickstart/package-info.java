/**
 * {@code donmai quickstart}: one real session on a state directory of its own, from an empty machine. Start with
 * {@link dev.donmai.launcher.quickstart.Quickstart}.
 */
@NullMarked
package dev.donmai.launcher.quickstart;

import org.jspecify.annotations.NullMarked;
