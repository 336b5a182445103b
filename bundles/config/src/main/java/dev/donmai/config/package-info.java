/** daemon.yaml: find, read, check. */
@Export
@NullMarked
package dev.donmai.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
