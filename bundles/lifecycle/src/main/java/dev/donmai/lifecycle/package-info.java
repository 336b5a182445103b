/** The state machine of the daemon and the order of start and stop. */
@Export
@NullMarked
package dev.donmai.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
