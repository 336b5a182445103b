/**
 * The state machine of the daemon and the order in which its parts start and stop. Start with
 * {@link dev.donmai.lifecycle.Lifecycle}; a part that has something to do at start or stop registers a
 * {@link dev.donmai.lifecycle.Participant}, one that can look whether all is well a
 * {@link dev.donmai.lifecycle.DoctorCheck}.
 */
@Export
@NullMarked
package dev.donmai.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
