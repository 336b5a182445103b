package dev.donmai.git;

import java.nio.charset.StandardCharsets;

/** Makes text of a diff that may be cut off in the middle of a line or a character. */
final class Patches {
    private Patches() {}

    static Patch of(byte[] bytes, boolean truncated) {
        int end = bytes.length;
        if (truncated) {
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
        }
        return new Patch(new String(bytes, 0, end, StandardCharsets.UTF_8), truncated);
    }
}
