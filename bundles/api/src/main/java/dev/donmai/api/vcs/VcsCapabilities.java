package dev.donmai.api.vcs;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a version control system can do ({@code providers.md} Part 6). What it declares is true and tested; a flag may rise
 * later, never fall.
 *
 * @param branches work can be kept on a branch of its own
 * @param pullRequests it can ask for a branch to be merged; its working copies are {@link PullRequests} then
 * @param reviewWorkflow it can follow a review
 * @param mergeQueue it can queue a branch for merging
 * @param rebase it can put commits onto another base
 * @param nativeProvenance it records by itself who made a change, and how
 * @param binaryFiles it keeps files that are no text
 * @param structuredContent it understands what is inside a file
 * @param largeFiles it keeps large files outside the history
 * @param mergeStrategy how two lines of work are joined, as {@code three-way}; empty when they are not
 * @param conflictGranularity what can conflict, as {@code line}; empty when nothing can
 * @param identityScheme how it names people, as {@code email}; empty when it doesn't
 * @param remoteProtocol how it reaches another repository, as {@code git}; empty when there is none
 * @param humanLabel name for people; may be empty
 */
public record VcsCapabilities(
        boolean branches,
        boolean pullRequests,
        boolean reviewWorkflow,
        boolean mergeQueue,
        boolean rebase,
        boolean nativeProvenance,
        boolean binaryFiles,
        boolean structuredContent,
        boolean largeFiles,
        String mergeStrategy,
        String conflictGranularity,
        String identityScheme,
        String remoteProtocol,
        String humanLabel) {
    /**
     * The record as attributes of the manifest, without their prefix {@code cap.}, in the order of their names; what is false or
     * empty is left out.
     */
    public Map<String, Object> attributes() {
        Map<String, Object> all = new TreeMap<>();
        all.put("supportsBranches", branches);
        all.put("hasPullRequests", pullRequests);
        all.put("hasReviewWorkflow", reviewWorkflow);
        all.put("hasMergeQueue", mergeQueue);
        all.put("supportsRebase", rebase);
        all.put("provenanceNative", nativeProvenance);
        all.put("supportsBinary", binaryFiles);
        all.put("supportsStructuredContent", structuredContent);
        all.put("supportsLargeFiles", largeFiles);
        all.put("mergeStrategy", mergeStrategy);
        all.put("conflictGranularity", conflictGranularity);
        all.put("identityScheme", identityScheme);
        all.put("remoteProtocol", remoteProtocol);
        all.put("humanLabel", humanLabel);
        all.values().removeIf(value -> value.equals(false) || value.equals(""));
        return Collections.unmodifiableMap(all);
    }
}
