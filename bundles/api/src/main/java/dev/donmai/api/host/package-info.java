/**
 * The seam between the program that embeds a daemon and the daemon inside the framework. The launcher registers
 * {@link dev.donmai.api.host.DaemonOptions} as a service before the first bundle starts, and drives the daemon through
 * {@link dev.donmai.api.host.DaemonControl}. Loaded once, outside the framework, in every mode.
 */
@Version("1.1.0")
@Export
@NullMarked
package dev.donmai.api.host;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
