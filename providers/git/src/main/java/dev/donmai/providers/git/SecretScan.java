package dev.donmai.providers.git;

import dev.donmai.api.vcs.Workarea;
import dev.donmai.files.Redactor;
import dev.donmai.git.Git;
import dev.donmai.git.GitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Looks for secrets in what a branch adds, each commit by itself: one that a later commit takes away is in the history all
 * the same. Secrets of the session itself are known; others are told by their form ({@link SecretRule}).
 */
final class SecretScan {

    /** Marks a line that only looks like a secret, as other scanners have it too. */
    static final String ALLOWED = "gitleaks:allow";

    /** What documentation uses, as in {@code AKIAIOSFODNN7EXAMPLE}. */
    private static final String SAMPLE = "EXAMPLE";

    private static final int MOST = 5;
    private static final int SHORT_ID = 10;

    private final List<String> known;

    /** @param known secrets of the session; short ones count as none */
    SecretScan(Collection<String> known) {
        this.known = known.stream()
                .filter(secret -> secret.strip().length() >= Redactor.SHORTEST)
                .toList();
    }

    /** Where secrets were found and of what kind, never the secrets; a few at the most. */
    List<String> scan(Git git, Workarea workarea, String commit, Duration limit)
            throws GitException, InterruptedException {
        List<String> found = new ArrayList<>();
        git.addedLines(
                workarea.directory(),
                workarea.base(),
                commit,
                (id, path, text) -> {
                    if (found.size() < MOST) {
                        kind(text)
                                .ifPresent(kind -> found.add(kind + " in " + path + " (commit "
                                        + id.substring(0, Math.min(SHORT_ID, id.length())) + ")"));
                    }
                },
                limit);
        return found.stream().distinct().toList();
    }

    /** What kind of secret a line holds. */
    Optional<String> kind(String line) {
        if (known.stream().anyMatch(line::contains)) {
            return Optional.of("a secret of the session");
        }
        if (line.contains(ALLOWED)) {
            return Optional.empty();
        }
        for (SecretRule rule : SecretRule.ALL) {
            Matcher matcher = rule.form().matcher(line);
            while (matcher.find()) {
                if (!matcher.group().contains(SAMPLE)) {
                    return Optional.of(rule.name());
                }
            }
        }
        return Optional.empty();
    }
}
