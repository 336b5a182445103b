package dev.donmai.config.internal;

import java.util.Locale;

/** Small letters, digits and dashes: what ids are derived to ({@code config.md} §2.8). */
public final class DashedName {

    private DashedName() {}

    /** The text with everything else turned into dashes; another text where nothing is left. */
    public static String of(String text, String otherwise) {
        String name = text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "-")
                .replaceAll("-+", "-")
                .replaceAll("^-|-$", "");
        return name.isEmpty() ? otherwise : name;
    }
}
