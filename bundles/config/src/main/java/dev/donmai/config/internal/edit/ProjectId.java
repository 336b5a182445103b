package dev.donmai.config.internal.edit;

import dev.donmai.config.internal.DashedName;
import dev.donmai.model.PublicUrl;
import java.util.Locale;
import java.util.Set;

/** The id of a project that was given none, from its repository ({@code config.md} §2.8). */
record ProjectId(String value) {

    static ProjectId of(String repository) {
        String text = PublicUrl.cut(repository).strip().toLowerCase(Locale.ROOT);
        if (text.endsWith(".git")) {
            text = text.substring(0, text.length() - ".git".length());
        }
        int scheme = text.indexOf("://");
        int at = text.indexOf('@');
        if (scheme < 0 && at >= 0 && text.indexOf(':') >= 0) {
            text = text.substring(at + 1).replaceFirst(":", "/");
        }
        String[] segments =
                text.substring(scheme < 0 ? 0 : scheme + "://".length()).split("/", -1);
        int last = segments.length - 1;
        String id = last > 0 ? segments[last - 1] + "-" + segments[last] : segments[last];
        return new ProjectId(DashedName.of(id, "project"));
    }

    /** The id itself, or with a number that makes it another one than those that are taken. */
    ProjectId unlike(Set<String> taken) {
        String candidate = value;
        for (int i = 2; taken.contains(candidate); i++) {
            candidate = value + "-" + i;
        }
        return new ProjectId(candidate);
    }
}
