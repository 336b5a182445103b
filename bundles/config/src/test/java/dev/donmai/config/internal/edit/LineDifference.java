package dev.donmai.config.internal.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which lines a change of a text took out and put in, as few as possible.
 *
 * @param removed in their order
 * @param added in their order
 */
record LineDifference(List<String> removed, List<String> added) {

    static LineDifference between(String before, String after) {
        List<String> left = lines(before);
        List<String> right = lines(after);
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                common[i][j] = left.get(i).equals(right.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            boolean more = i < left.size() && j < right.size();
            if (more && left.get(i).equals(right.get(j))) {
                i++;
                j++;
            } else if (j == right.size() || (more && common[i + 1][j] >= common[i][j + 1])) {
                removed.add(left.get(i++));
            } else {
                added.add(right.get(j++));
            }
        }
        return new LineDifference(removed, added);
    }

    /**
     * The lines that are neither own nor the rest of a line from which something was taken, or into which something was put, in one
     * place.
     */
    List<String> touchedBesides(Predicate<String> own) {
        List<String> others = new ArrayList<>();
        removed.stream()
                .filter(own.negate())
                .filter(line -> !isPieced(line, added))
                .forEach(others::add);
        added.stream()
                .filter(own.negate())
                .filter(line -> !isPieced(line, removed))
                .forEach(others::add);
        return others;
    }

    /** Whether a line is the beginning of one of these and the end of one of these. */
    private static boolean isPieced(String line, List<String> pieces) {
        int prefix = 0;
        int suffix = 0;
        for (String piece : pieces) {
            int at = 0;
            while (at < Math.min(line.length(), piece.length()) && line.charAt(at) == piece.charAt(at)) {
                at++;
            }
            prefix = Math.max(prefix, at);
            int back = 0;
            while (back < Math.min(line.length(), piece.length())
                    && line.charAt(line.length() - 1 - back) == piece.charAt(piece.length() - 1 - back)) {
                back++;
            }
            suffix = Math.max(suffix, back);
        }
        return prefix + suffix >= line.length();
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\r?\n"));
    }
}
