/** The session's tree: checked out at the start, looked at in the end. Start with {@link dev.donmai.worker.internal.workarea.CheckOut}. */
@NullMarked
package dev.donmai.worker.internal.workarea;

import org.jspecify.annotations.NullMarked;
