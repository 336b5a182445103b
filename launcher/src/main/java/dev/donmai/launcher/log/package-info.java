/**
 * The one sink of log records: lines on standard error, as text or as JSON. Start with
 * {@link dev.donmai.launcher.log.LogSink}; SLF4J finds it through {@link dev.donmai.launcher.log.LineServiceProvider}.
 */
@NullMarked
package dev.donmai.launcher.log;

import org.jspecify.annotations.NullMarked;
