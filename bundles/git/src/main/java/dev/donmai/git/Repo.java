package dev.donmai.git;

import java.nio.file.Path;

/** A repository on this machine: a working copy, or a bare one. */
record Repo(Path directory, boolean bare) {
    static Repo worktree(Path directory) {
        return new Repo(directory, false);
    }

    static Repo bare(Path directory) {
        return new Repo(directory, true);
    }

    /** Where its objects, refs and configuration lie. */
    Path gitDirectory() {
        return bare ? directory : directory.resolve(".git");
    }
}
