/** A deterministic agent runtime for tests. */
@NullMarked
package dev.donmai.providers.stub;

import org.jspecify.annotations.NullMarked;
