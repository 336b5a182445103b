/**
 * What passes between a session and the platform it came from: the lock it holds, the stream of what its agent does, its
 * result. Start with {@link dev.donmai.worker.internal.platform.Platform}; every call carries the credentials of that
 * moment, which {@link dev.donmai.worker.internal.platform.Credentials} asks the daemon for.
 */
@NullMarked
package dev.donmai.worker.internal.platform;

import org.jspecify.annotations.NullMarked;
