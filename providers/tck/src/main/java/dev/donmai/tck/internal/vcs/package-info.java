/** The checks of version control systems. Start at {@link dev.donmai.tck.internal.vcs.VcsChecks}. */
@NullMarked
package dev.donmai.tck.internal.vcs;

import org.jspecify.annotations.NullMarked;
