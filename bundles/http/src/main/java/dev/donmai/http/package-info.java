/** The control API. */
@Export
@NullMarked
package dev.donmai.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
