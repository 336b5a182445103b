package dev.donmai.files;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes known secrets out of text before it reaches a log, a file or a client. Knows each secret as it is, as it looks inside a JSON
 * string and inside a URL, and line by line where it has several. Immutable and thread-safe.
 */
public final class Redactor {
    /** What stands in the place of a secret. */
    public static final String MASK = "[redacted]";

    /** Shorter values aren't secrets; taking them out would make the text unreadable. */
    public static final int SHORTEST = 6;

    /** So short a beginning of a secret, at the end of a cut line, tells nothing. */
    private static final int SHORTEST_BEGINNING = 4;

    private final List<String> forms;

    private Redactor(List<String> forms) {
        this.forms = forms;
    }

    /** For these secrets; those that are shorter than {@link #SHORTEST} are left out. */
    public static Redactor of(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            add(secret, forms);
            if (secret.indexOf('\n') >= 0) {
                secret.lines().map(String::strip).forEach(line -> add(line, forms));
            }
        }
        return new Redactor(forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text with every secret replaced. */
    public String redact(String text) {
        String clean = text;
        for (String form : forms) {
            if (clean.contains(form)) {
                clean = clean.replace(form, MASK);
            }
        }
        return clean;
    }

    /** The same for a text that was cut at its end, where a secret may have been cut in two. */
    public String redactCut(String text) {
        String clean = redact(text);
        int mask = 0;
        for (String form : forms) {
            for (int n = Math.min(form.length() - 1, clean.length()); n >= SHORTEST_BEGINNING && n > mask; n--) {
                if (clean.regionMatches(clean.length() - n, form, 0, n)) {
                    mask = n;
                }
            }
        }
        return mask == 0 ? clean : clean.substring(0, clean.length() - mask) + MASK;
    }

    /** Whether there is anything to take out. */
    public boolean isEmpty() {
        return forms.isEmpty();
    }

    /** How many forms it knows; never the secrets. */
    @Override
    public String toString() {
        return "redactor of " + forms.size() + " forms";
    }

    private static void add(String secret, Set<String> forms) {
        if (secret.strip().length() < SHORTEST) {
            return;
        }
        forms.add(secret);
        String stripped = secret.strip();
        forms.add(stripped);
        forms.add(jsonForm(stripped));
        forms.add(URLEncoder.encode(stripped, StandardCharsets.UTF_8));
    }

    private static String jsonForm(String secret) {
        StringBuilder json = new StringBuilder(secret.length());
        secret.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> json.append('\\').append((char) c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append((char) c);
            }
        });
        return json.toString();
    }
}
