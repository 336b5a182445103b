/**
 * The issue tracker {@code file}, for sessions without a platform: what would happen to the issue is written into the session
 * directory. Start reading at {@link dev.donmai.providers.filetracker.FileTracker}.
 */
@NullMarked
package dev.donmai.providers.filetracker;

import org.jspecify.annotations.NullMarked;
