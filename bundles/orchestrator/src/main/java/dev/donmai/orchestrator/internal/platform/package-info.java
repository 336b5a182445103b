/**
 * The calls to an orchestrator as they are on the wire ({@code orchestrator.md} §1, §2, §5, §8). Start with
 * {@link dev.donmai.orchestrator.internal.platform.PlatformApi}; the records are its requests and replies.
 */
@NullMarked
package dev.donmai.orchestrator.internal.platform;

import org.jspecify.annotations.NullMarked;
