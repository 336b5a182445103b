/** Atomic writing, contained paths, tree copy and hash, directory watch. */
@Export
@NullMarked
package dev.donmai.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
