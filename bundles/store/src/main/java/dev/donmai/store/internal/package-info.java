/**
 * The store on H2's MVStore. {@link dev.donmai.store.internal.EmbeddedStore} is the service; why this library, is in
 * {@code docs/decisions/0001-embedded-store.md}. The outbox, {@link dev.donmai.store.internal.EmbeddedOutbox}, is four of
 * its tables.
 */
@NullMarked
package dev.donmai.store.internal;

import org.jspecify.annotations.NullMarked;
