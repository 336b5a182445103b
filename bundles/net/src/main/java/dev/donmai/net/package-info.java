/** The one outgoing HTTP client. */
@Export
@NullMarked
package dev.donmai.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
