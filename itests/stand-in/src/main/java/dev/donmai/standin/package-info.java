/**
 * An orchestrator that stands in for a real one, for tests and for developers: the calls of {@code orchestrator.md} and
 * {@code sessions.md} §2 over HTTP, strict about what it is sent, with faults on demand. Start with
 * {@link dev.donmai.standin.StandIn}. Everything is in memory.
 */
@NullMarked
package dev.donmai.standin;

import org.jspecify.annotations.NullMarked;
