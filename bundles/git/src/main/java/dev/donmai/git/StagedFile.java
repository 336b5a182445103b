package dev.donmai.git;

/**
 * One path that a commit would change.
 *
 * @param path relative to the working copy, with {@code /}
 * @param submodule whether it is, or was, a repository of its own, of which a commit would hold an id alone
 * @param unfiltered whether its attributes name a filter that is not in force here and that it must not be committed without: a
 *     large file's whole content would get into the history, or an encrypted one's clear text
 */
public record StagedFile(String path, boolean submodule, boolean unfiltered) {}
