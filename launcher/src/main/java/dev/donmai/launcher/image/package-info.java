/**
 * Lays out the distribution folder; runs in the build, never in the product. Start with
 * {@link dev.donmai.launcher.image.ImageBuilder}.
 */
@NullMarked
package dev.donmai.launcher.image;

import org.jspecify.annotations.NullMarked;
