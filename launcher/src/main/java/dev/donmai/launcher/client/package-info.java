/**
 * Talks to a running daemon over its control API. Start with {@link dev.donmai.launcher.client.ControlClient};
 * {@link dev.donmai.launcher.client.DaemonLookup} finds the daemon.
 */
@NullMarked
package dev.donmai.launcher.client;

import org.jspecify.annotations.NullMarked;
