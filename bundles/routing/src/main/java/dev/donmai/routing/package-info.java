/** Which agent runtime and sandbox a session gets, and why. */
@Export
@NullMarked
package dev.donmai.routing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
