/** Provider bundles: what is there, whether it works, and the pinned files of a session. */
@Export
@NullMarked
package dev.donmai.registry;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
