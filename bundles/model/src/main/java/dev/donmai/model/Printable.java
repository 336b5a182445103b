package dev.donmai.model;

/** Text from elsewhere as it may stand in a log, an error or on a screen. */
public final class Printable {

    private Printable() {}

    /** One line: blanks instead of control characters, cut with an ellipsis after so many characters. */
    public static String line(String text, int mostChars) {
        String cut = text.length() > mostChars ? text.substring(0, mostChars) + "…" : text;
        return cut.chars().anyMatch(Printable::controls) ? blanked(cut) : cut;
    }

    private static String blanked(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(controls(c) ? ' ' : c));
        return clean.toString();
    }

    /** Controls of terminals and of the direction of writing: both can make a line look like another. */
    private static boolean controls(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029';
    }
}
