package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which texts can be the name of a branch: those that {@code git branch} takes and that fit into a file system, but not
 * {@code @}, which stands for HEAD.
 */
public final class BranchName {
    /** File names end at 255 bytes, and git adds {@code .lock}. */
    private static final int LONGEST_PART = 250;

    private static final int LONGEST_DERIVED = 200;
    private static final String FALLBACK = "branch";
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]+|\\.\\.+|@(?=\\{)|\\p{Cs}");

    private BranchName() {}

    /** Whether a branch can have this name: {@code agent/1}, not {@code refs/heads/agent/1}. */
    public static boolean isValid(String name) {
        return RefName.isValid(name)
                && !name.equals("HEAD")
                && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                && Arrays.stream(name.split("/", -1)).allMatch(part -> bytes(part) <= LONGEST_PART);
    }

    /**
     * A valid name like {@code text}, which itself is the answer if it is valid; else what is forbidden has become
     * {@code -}, or is gone from the ends. Different texts can lead to the same name.
     */
    public static String of(String text) {
        if (isValid(text)) {
            return text;
        }
        List<String> parts = new ArrayList<>();
        for (String given : FORBIDDEN.matcher(beginning(text)).replaceAll("-").split("/", -1)) {
            String part = given.replaceFirst("^[.-]+", "").replaceFirst("[.-]+$", "");
            if (!part.isEmpty()) {
                parts.add(part.replaceFirst("\\.lock$", "-lock"));
            }
        }
        String name = String.join("/", parts);
        return isValid(name) ? name : FALLBACK;
    }

    static void check(String name) throws GitException {
        RefName.check("branch", name);
        if (!isValid(name)) {
            throw new GitException(
                    Reason.BAD_REQUEST,
                    "branch \"" + beginning(name)
                            + "\" is no valid name: \"HEAD\" is taken, and no part between slashes may be"
                            + " longer than " + LONGEST_PART + " bytes.");
        }
    }

    private static String beginning(String text) {
        int end = 0;
        int size = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            size += bytes(text.substring(end, next));
            if (size > LONGEST_DERIVED) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
