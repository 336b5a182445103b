/** What is said at the end: {@code result.json}, standard output, exit code. Start with {@link dev.donmai.worker.internal.result.Verdict}. */
@NullMarked
package dev.donmai.worker.internal.result;

import org.jspecify.annotations.NullMarked;
