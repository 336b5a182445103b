/**
 * The version control {@code git}: what an agent left uncommitted becomes a commit, its branch is pushed, a pull request is
 * opened with the GitHub CLI ({@code sessions.md} §2.15). Start reading at
 * {@link dev.donmai.providers.git.GitWorkingCopy}; each of its steps is a class of its own.
 */
@NullMarked
package dev.donmai.providers.git;

import org.jspecify.annotations.NullMarked;
