/** Records of the wire and of daemon.yaml, and the one JSON and YAML mapper. */
@Export
@NullMarked
package dev.donmai.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
