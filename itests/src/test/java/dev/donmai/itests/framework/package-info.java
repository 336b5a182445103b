/**
 * The daemon's bundles in a real framework, in plain mode: each with a class loader of its own, so that imports are
 * enforced. Start with {@link dev.donmai.itests.framework.PlainModeIT}.
 */
@NullMarked
package dev.donmai.itests.framework;

import org.jspecify.annotations.NullMarked;
