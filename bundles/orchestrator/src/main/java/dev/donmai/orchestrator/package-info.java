/** Registration with an orchestrator. */
@Export
@NullMarked
package dev.donmai.orchestrator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
