/** Providers of others: dropped in, replaced and removed while sessions run, and refused. */
@NullMarked
package dev.donmai.itests.providers;

import org.jspecify.annotations.NullMarked;
