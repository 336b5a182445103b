/** Implementation of the lifecycle. Start with {@link dev.donmai.lifecycle.internal.Daemon}. */
@NullMarked
package dev.donmai.lifecycle.internal;

import org.jspecify.annotations.NullMarked;
