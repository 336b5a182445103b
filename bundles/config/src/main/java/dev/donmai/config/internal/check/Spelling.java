package dev.donmai.config.internal.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Spelling {

    private static final int MOST_CHANGES = 3;

    private Spelling() {}

    /** The known word with the fewest changed letters, when they are few for its length. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.min(MOST_CHANGES, candidate.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The end of a sentence about a word that is not known; empty when none of the known ones is near. */
    static String suggestion(String word, Collection<String> known) {
        return nearest(word, known)
                .map(meant -> "; did you mean \"" + meant + "\"?")
                .orElse("");
    }

    /** Levenshtein's distance; upper and lower case count as equal. */
    static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] here = new int[above.length];
            here[0] = row;
            for (int column = 1; column < here.length; column++) {
                int change = same(left.charAt(row - 1), right.charAt(column - 1)) ? 0 : 1;
                int kept = above[column - 1] + change;
                here[column] = Math.min(kept, Math.min(above[column], here[column - 1]) + 1);
            }
            above = here;
        }
        return above[right.length()];
    }

    private static boolean same(char left, char right) {
        return Character.toLowerCase(left) == Character.toLowerCase(right);
    }
}
