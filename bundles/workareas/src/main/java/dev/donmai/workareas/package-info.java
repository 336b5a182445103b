/**
 * Where the trees of sessions lie while they live, and their archives afterwards ({@code workareas.md}). Start with
 * {@link dev.donmai.workareas.Workareas}.
 */
@Export
@NullMarked
package dev.donmai.workareas;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
