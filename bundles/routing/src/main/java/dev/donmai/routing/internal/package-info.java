/**
 * The router. {@link dev.donmai.routing.internal.DeclaredRouter} chooses,
 * {@link dev.donmai.routing.internal.DecisionRing} remembers.
 */
@NullMarked
package dev.donmai.routing.internal;

import org.jspecify.annotations.NullMarked;
