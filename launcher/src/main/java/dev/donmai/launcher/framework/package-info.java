/**
 * Boots the OSGi framework that the daemon lives in. Start with
 * {@link dev.donmai.launcher.framework.DaemonFramework}: it turns a {@link dev.donmai.launcher.framework.Distribution}
 * into a running framework, in slim connect mode (bundles' classes come from the class path) or in plain mode.
 */
@NullMarked
package dev.donmai.launcher.framework;

import org.jspecify.annotations.NullMarked;
