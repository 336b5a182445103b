/** The checks of issue trackers. Start at {@link dev.donmai.tck.internal.issuetracker.TrackerChecks}. */
@NullMarked
package dev.donmai.tck.internal.issuetracker;

import org.jspecify.annotations.NullMarked;
