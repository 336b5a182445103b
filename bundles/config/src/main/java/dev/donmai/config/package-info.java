/**
 * {@code daemon.yaml}: find, read, check, watch. Start with {@link dev.donmai.config.Configuration}; the paths of the
 * state directory are in {@link dev.donmai.config.StateDirectory}.
 */
@Export
@NullMarked
package dev.donmai.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
