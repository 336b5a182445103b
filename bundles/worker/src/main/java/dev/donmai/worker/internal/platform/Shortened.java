package dev.donmai.worker.internal.platform;

/** Shortens texts to a number of characters; what is left out is the middle, as what matters may be at either end. */
final class Shortened {

    private static final String GAP = "...";

    private Shortened() {}

    /** The text itself, or its head and its tail with the gap between them: {@code most} characters together. */
    static String of(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int kept = most - GAP.length();
        int head = (kept + 1) / 2;
        int tail = kept - head;
        return text.substring(0, text.offsetByCodePoints(0, head))
                + GAP
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }
}
