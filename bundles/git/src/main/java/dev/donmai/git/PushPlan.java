package dev.donmai.git;

import java.nio.file.Path;

/**
 * One push of one commit to one branch.
 *
 * @param commit full id
 * @param branch short name, the same here and there
 * @param expected where the remote's branch must be to be replaced; empty = it is only ever advanced
 * @param remoteCommit where the remote's branch is known to be; empty = nowhere
 * @param largeFiles where the working copy keeps large files, whether it has any or not
 */
record PushPlan(String commit, String branch, String expected, String remoteCommit, Path largeFiles) {
    String ref() {
        return RemoteRefs.BRANCHES + branch;
    }

    boolean replaces() {
        return !expected.isEmpty();
    }
}
