/**
 * Registration with an orchestrator. Start with {@link dev.donmai.orchestrator.Registration}. This version registers only
 * as a stub ({@code orchestrator.md} §2.4): a worker id and a heartbeat that are shown here and sent nowhere.
 */
@Export
@NullMarked
package dev.donmai.orchestrator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
