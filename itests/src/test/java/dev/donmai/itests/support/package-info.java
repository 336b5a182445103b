/**
 * What the tests across bundles are written with. Start with {@link dev.donmai.itests.support.DaemonProcess} for a daemon
 * in a process of its own and {@link dev.donmai.itests.support.TestRepository} for something to work on.
 */
@NullMarked
package dev.donmai.itests.support;

import org.jspecify.annotations.NullMarked;
