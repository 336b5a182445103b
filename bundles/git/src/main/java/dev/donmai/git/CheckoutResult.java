package dev.donmai.git;

/**
 * A working copy as it was made.
 *
 * @param commit full id of the commit that was checked out: the base for {@link Git#changes}
 * @param branch the branch that HEAD is on; empty when detached
 * @param strategy the strategy that was really used: {@link CloneStrategy#FULL} where the server or the mirror didn't
 *     allow what was asked for
 * @param kind what the ref named
 * @param ref the full name it was resolved to ({@code refs/heads/main}), or the commit id
 * @param note why the strategy isn't the one asked for; empty when it is
 */
public record CheckoutResult(
        String commit, String branch, CloneStrategy strategy, RefKind kind, String ref, String note) {}
