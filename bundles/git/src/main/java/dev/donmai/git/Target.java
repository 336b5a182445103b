package dev.donmai.git;

/**
 * What a request's ref names on the remote.
 *
 * @param kind branch, tag or commit
 * @param source what to ask the remote for: a full ref name, or a commit id
 */
record Target(RefKind kind, String source) {
    static Target of(String ref) {
        if (ref.startsWith(RemoteRefs.BRANCHES)) {
            return new Target(RefKind.BRANCH, ref);
        }
        return new Target(ref.startsWith(RemoteRefs.TAGS) ? RefKind.TAG : RefKind.COMMIT, ref);
    }

    String shortName() {
        return source.replaceFirst("^refs/(heads|tags)/", "");
    }

    /** Where a fetch puts it. */
    String localRef() {
        return switch (kind) {
            case BRANCH -> "refs/remotes/origin/" + shortName();
            case TAG -> source;
            case COMMIT -> Checkout.BASE;
        };
    }

    /** What leads to the commit once it has been fetched. */
    String revision() {
        return kind == RefKind.COMMIT && RefName.mayBeCommit(source) ? source : localRef();
    }

    /** Whether only a repository that has the commit knows which one is meant. */
    boolean isAbbreviated() {
        return RefName.mayBeCommit(source) && !RefName.isFullCommit(source);
    }
}
