/**
 * Durable small state in one embedded store. {@link dev.donmai.store.Store} is tables of text;
 * {@link dev.donmai.store.Outbox} keeps what must reach an orchestrator until it has.
 */
@Export
@NullMarked
package dev.donmai.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
