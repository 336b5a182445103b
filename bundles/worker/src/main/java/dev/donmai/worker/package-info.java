/** The worker process: the session runner. */
@Export
@NullMarked
package dev.donmai.worker;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
