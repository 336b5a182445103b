/**
 * Atomic writing, contained paths, tree copy and hash, logs that rotate, directory watch. Nothing here knows what the files mean.
 *
 * <p>Start reading at {@link dev.donmai.files.AtomicFile}, which every durable state of the product is written with.
 */
@Export
@NullMarked
package dev.donmai.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
