package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.util.regex.Pattern;

/** Checks names before they reach git, by the rules of {@code git check-ref-format}. */
final class RefName {
    private static final int SHORTEST_ID = 4;
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{" + SHORTEST_ID + ",64}");
    private static final Pattern FORBIDDEN =
            Pattern.compile("^[-/]|[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|//|@\\{|(^|/)\\.|\\.lock(/|$)|[./]$|^@$");

    private RefName() {}

    /** Throws unless {@code name} can be the name of a branch or tag; {@code what} says what it is for. */
    static void check(String what, String name) throws GitException {
        if (!isValid(name)) {
            throw new GitException(
                    Reason.BAD_REQUEST,
                    what + " \"" + printable(name)
                            + "\" is no valid name. Use a branch, a tag or a commit id; git's rules"
                            + " are in `git help check-ref-format`.");
        }
    }

    static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= 1_000
                && !FORBIDDEN.matcher(name).find();
    }

    static boolean mayBeCommit(String ref) {
        return ID.matcher(ref).matches();
    }

    static boolean isFullCommit(String ref) {
        return (ref.length() == 40 || ref.length() == 64) && mayBeCommit(ref);
    }

    private static String printable(String name) {
        String cut = name.length() > 200 ? name.substring(0, 200) + "…" : name;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
