package dev.donmai.worker.internal.events;

/** Shortens texts by the length they have in UTF-8, never inside a character. */
final class Cut {

    private Cut() {}

    /** The longest beginning of {@code text} that takes at most {@code most} bytes. */
    static String toBytes(String text, int most) {
        // No char takes more than three bytes.
        if (text.length() <= most / 3) {
            return text;
        }
        int bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            bytes += width(character);
            if (bytes > most) {
                return text.substring(0, at);
            }
            at += Character.charCount(character);
        }
        return text;
    }

    /** Its length in UTF-8. */
    static int bytes(String text) {
        int bytes = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            bytes += width(character);
            at += Character.charCount(character);
        }
        return bytes;
    }

    private static int width(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
