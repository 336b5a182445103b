package dev.donmai.git;

import java.util.List;

/**
 * What happened in a working copy since its base commit.
 *
 * @param base full id of the commit compared with
 * @param status branch, head, dirty, unpushed
 * @param commits those on HEAD that the base doesn't have, newest first
 * @param commitsTruncated there are more commits than listed
 * @param files files that differ from the base, by path: committed, uncommitted and untracked ones
 * @param filesTruncated there are more files than listed
 */
public record Changes(
        String base,
        WorkareaStatus status,
        List<Commit> commits,
        boolean commitsTruncated,
        List<ChangedFile> files,
        boolean filesTruncated) {
    public Changes {
        commits = List.copyOf(commits);
        files = List.copyOf(files);
    }

    /** Lines added in the listed text files. */
    public long added() {
        return files.stream().mapToLong(file -> Math.max(0, file.added())).sum();
    }

    /** Lines deleted in the listed text files. */
    public long deleted() {
        return files.stream().mapToLong(file -> Math.max(0, file.deleted())).sum();
    }
}
