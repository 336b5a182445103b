/**
 * The session's providers: which class each comes from and how its files get onto a class path of their own. Start with
 * {@link dev.donmai.worker.internal.provider.Providers}.
 */
@NullMarked
package dev.donmai.worker.internal.provider;

import org.jspecify.annotations.NullMarked;
