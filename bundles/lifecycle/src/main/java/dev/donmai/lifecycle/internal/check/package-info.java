/**
 * What the doctor looks at that belongs to no other room: the state directory, the disk, the clock, programs, and what the
 * configuration leaves open. One class a check.
 */
@NullMarked
package dev.donmai.lifecycle.internal.check;

import org.jspecify.annotations.NullMarked;
