/**
 * What may stand in {@code daemon.yaml}, and how to say that something else does: with line, key and a suggestion. Start with
 * {@link dev.donmai.config.internal.check.Validation}.
 */
@NullMarked
package dev.donmai.config.internal.check;

import org.jspecify.annotations.NullMarked;
