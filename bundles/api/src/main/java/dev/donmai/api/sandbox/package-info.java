/**
 * What a sandbox provider implements: it wraps the command lines of agents and hooks, so that what they start is confined.
 * The worker itself stays outside.
 *
 * <p>Start with {@link dev.donmai.api.sandbox.Sandbox}, which works in the worker process of a session, and
 * {@link dev.donmai.api.sandbox.SandboxProvider}, the descriptor that the daemon lists and chooses by.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.donmai.api.sandbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
