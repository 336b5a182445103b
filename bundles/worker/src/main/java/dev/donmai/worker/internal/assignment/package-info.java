/** What the worker is to do, and where it learned it: a session directory or a daemon of another make. Start with {@link dev.donmai.worker.internal.assignment.Assignment}. */
@NullMarked
package dev.donmai.worker.internal.assignment;

import org.jspecify.annotations.NullMarked;
