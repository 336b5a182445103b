/**
 * A deterministic agent runtime for tests and first tries: it starts no program, changes no file and plays one of the
 * sequences of {@code providers.md} §3.13. Start at {@link dev.donmai.providers.stub.Behavior}.
 */
@NullMarked
package dev.donmai.providers.stub;

import org.jspecify.annotations.NullMarked;
