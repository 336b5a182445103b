package dev.donmai.git;

/** Which implementation does the work. */
public enum GitBackend {
    /** The {@code git} program found on the {@code PATH}. */
    NATIVE,
    /** JGit inside this JVM, for machines without git. */
    JGIT
}
