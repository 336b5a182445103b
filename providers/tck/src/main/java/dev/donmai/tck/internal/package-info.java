/** The checks that every family has in common, and what they are made with. Start at {@link dev.donmai.tck.internal.Check}. */
@NullMarked
package dev.donmai.tck.internal;

import org.jspecify.annotations.NullMarked;
