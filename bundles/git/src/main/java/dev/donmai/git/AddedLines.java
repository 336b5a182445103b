package dev.donmai.git;

/** Takes the lines that commits add, one after the other. */
@FunctionalInterface
public interface AddedLines {
    /**
     * One line.
     *
     * @param commit full id of the commit that adds it
     * @param path the file, with {@code /}
     * @param text the line without its end; cut when it is longer than a mebibyte
     */
    void line(String commit, String path, String text);
}
