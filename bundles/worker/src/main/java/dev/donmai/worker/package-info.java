/**
 * The worker process: runs one session and ends. Start with {@link dev.donmai.worker.WorkerMain}; the order of the steps stands in
 * {@code internal.SessionRun}, and each step is a class of its own in one of the packages below it: {@code assignment} (what is to
 * be done), {@code workarea} (the tree), {@code agent} (the runtime and its programs), {@code events} (what is kept while it
 * runs), {@code result} (what is said at the end).
 */
@Export
@NullMarked
package dev.donmai.worker;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
