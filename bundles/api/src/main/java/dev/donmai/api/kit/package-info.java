/**
 * What a kit source implements. A source offers kits, which are data; it works in the daemon alone, so its JAR has no face
 * for a worker. Start with {@link dev.donmai.api.kit.KitSource}.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.donmai.api.kit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
