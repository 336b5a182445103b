/**
 * A say in the environment of every worker, just before it is started. Start at {@link dev.donmai.api.spawn.SpawnHook}: a
 * bundle registers one as a service, and it takes part from then on, until its service goes.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.donmai.api.spawn;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
