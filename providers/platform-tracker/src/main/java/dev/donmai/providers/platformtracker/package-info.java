/**
 * The issue tracker {@code platform}: the platform's proxy to whatever tracker it uses ({@code sessions.md} §2.17). Start
 * reading at {@link dev.donmai.providers.platformtracker.PlatformTracker}.
 */
@NullMarked
package dev.donmai.providers.platformtracker;

import org.jspecify.annotations.NullMarked;
