/** Mirrors, clones, branches and what a session changed. */
@Export
@NullMarked
package dev.donmai.git;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
