/** Starting, signalling and reaping process trees; the launch wrapper. */
@Export
@NullMarked
package dev.donmai.process;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
