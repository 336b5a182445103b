/**
 * Mirrors, clones, branches and what a session changed, and its way to a remote: native git where present, JGit else.
 *
 * <p>Start reading at {@link dev.donmai.git.Git}, then {@code Checkout}, which holds the steps of a check-out; {@code Plumbing}
 * is what a backend has to do ({@code NativeGit}, {@code JGit}), and {@code Mirror} what sessions share.
 */
@Export
@NullMarked
package dev.donmai.git;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
