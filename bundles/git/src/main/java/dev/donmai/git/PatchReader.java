package dev.donmai.git;

import java.util.List;

/** Finds the added lines in {@code git log --patch --cc}, whose commits are announced by lines {@code commit:<id>}. */
final class PatchReader {
    static final String COMMIT = "commit:";

    private static final String NEW_FILE = "+++ ";

    private final AddedLines sink;
    private String commit = "";
    private String path = "";
    /** How many columns tell what became of a line; as many as the commit has parents. 0 = not inside a hunk. */
    private int columns;

    PatchReader(AddedLines sink) {
        this.sink = sink;
    }

    /** Arguments for git to write what this reads: only what is added, of each commit that is nowhere else. */
    static List<String> args(String base, String commit) {
        return List.of(
                "log",
                "--format=" + COMMIT + "%H",
                "--patch",
                "--cc",
                "--unified=0",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--no-renames",
                "--ignore-submodules=all",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                commit,
                "--not",
                base,
                "--remotes=origin",
                "--");
    }

    void line(String line) {
        if (line.startsWith("@@")) {
            columns = line.indexOf(' ') - 1;
        } else if (columns > 0 && isContent(line)) {
            content(line);
        } else {
            columns = 0;
            header(line);
        }
    }

    /** Inside a hunk every line begins with one of these; git says the last thing with a backslash. */
    private static boolean isContent(String line) {
        return !line.isEmpty() && "+- \\".indexOf(line.charAt(0)) >= 0;
    }

    private void content(String line) {
        int end = Math.min(columns, line.length());
        String marks = line.substring(0, end);
        if (marks.indexOf('+') >= 0 && marks.indexOf('-') < 0) {
            sink.line(commit, path, line.substring(end));
        }
    }

    private void header(String line) {
        if (line.startsWith(COMMIT)) {
            commit = line.substring(COMMIT.length());
        } else if (line.startsWith(NEW_FILE)) {
            path = line.substring(NEW_FILE.length()).replaceFirst("^b/", "").replaceFirst("\t$", "");
        }
    }
}
