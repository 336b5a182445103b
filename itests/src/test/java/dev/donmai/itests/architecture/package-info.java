/**
 * What may use what, checked against the built JARs. The table of rooms is
 * {@link dev.donmai.itests.architecture.RoomTable}; start there when a rule here refuses a change.
 */
@NullMarked
package dev.donmai.itests.architecture;

import org.jspecify.annotations.NullMarked;
