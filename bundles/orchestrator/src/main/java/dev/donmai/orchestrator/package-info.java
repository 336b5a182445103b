/**
 * The client of an orchestrator. Start with {@link dev.donmai.orchestrator.Registration}; what is sent when is in
 * {@code docs/orchestrator.md}.
 */
@Export
@NullMarked
package dev.donmai.orchestrator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
