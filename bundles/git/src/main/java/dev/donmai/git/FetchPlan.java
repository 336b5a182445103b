package dev.donmai.git;

import java.util.List;

/**
 * What to fetch.
 *
 * @param refSpecs as git writes them
 * @param depth number of commits, 0 = all of history
 * @param prune whether refs that the source no longer has go away here too
 */
record FetchPlan(List<String> refSpecs, int depth, boolean prune) {
    static final String ALL_TAGS = "+refs/tags/*:refs/tags/*";

    /** Everything a working copy has of its remote. */
    static final FetchPlan CLONE = new FetchPlan(List.of("+refs/heads/*:refs/remotes/origin/*", ALL_TAGS), 0, false);

    /** One ref or commit, without history. */
    static FetchPlan shallow(String source, String target) {
        return new FetchPlan(List.of("+" + source + ":" + target), 1, false);
    }
}
