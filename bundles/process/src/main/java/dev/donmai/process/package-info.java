/**
 * Starting, signalling and reaping process trees; the launch wrapper. Every child process of the product is started here.
 *
 * <p>Start reading at {@link dev.donmai.process.Launcher} for sessions and at {@link dev.donmai.process.Program} for everything else.
 * {@link dev.donmai.process.ProcessTree} says what belongs to a session, {@link dev.donmai.process.TreeStop} ends it.
 */
@Export
@NullMarked
package dev.donmai.process;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
