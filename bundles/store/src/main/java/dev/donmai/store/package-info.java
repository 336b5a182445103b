/** Durable small state in one embedded store. */
@Export
@NullMarked
package dev.donmai.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
