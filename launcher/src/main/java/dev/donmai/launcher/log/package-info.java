/**
 * The one sink of log records: lines on standard error and in a file, as text or as JSON. Start with
 * {@link dev.donmai.launcher.log.LogSink}; SLF4J finds it through {@link dev.donmai.launcher.log.LineServiceProvider}.
 * {@link dev.donmai.launcher.log.LogTail} reads such a file.
 */
@NullMarked
package dev.donmai.launcher.log;

import org.jspecify.annotations.NullMarked;
