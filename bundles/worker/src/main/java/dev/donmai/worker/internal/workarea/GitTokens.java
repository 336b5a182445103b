package dev.donmai.worker.internal.workarea;

import dev.donmai.model.wire.GitCredential;
import dev.donmai.model.wire.SessionDetail;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Finds the token that the platform lends for a repository. */
public final class GitTokens {

    private GitTokens() {}

    /** The token for {@code repository}; empty when there is none that is still good. */
    public static String of(SessionDetail detail, String repository, Instant now) {
        String wanted = plain(repository);
        return detail.gitCredentials().stream()
                .filter(credential -> plain(credential.cloneUrl()).equals(wanted))
                .filter(credential -> inClear(credential.cloneUrl()) || !inClear(repository))
                .filter(credential -> isGood(credential, now))
                .map(GitCredential::token)
                .findFirst()
                .orElse("");
    }

    /** What was lent for an encrypted connection goes over no other. */
    private static boolean inClear(String url) {
        return url.strip().toLowerCase(Locale.ROOT).startsWith("http://");
    }

    /** Two spellings of one address are the same without scheme, user, {@code .git} and slash at the end. */
    private static String plain(String url) {
        String plain =
                url.strip().replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("^[^/@]*@", "");
        plain = plain.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        int path = plain.indexOf('/');
        return path < 0
                ? plain.toLowerCase(Locale.ROOT)
                : plain.substring(0, path).toLowerCase(Locale.ROOT) + plain.substring(path);
    }

    private static boolean isGood(GitCredential credential, Instant now) {
        if (credential.token().isEmpty()) {
            return false;
        }
        try {
            return credential.expiresAt().isEmpty()
                    || Instant.parse(credential.expiresAt()).isAfter(now);
        } catch (DateTimeParseException e) {
            // Better a token that the host refuses than none.
            return true;
        }
    }
}
