package dev.donmai.sessions.internal;

import dev.donmai.model.RepositoryName;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.sessions.PlatformCredentials;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the platform has lent to this daemon's sessions, in memory only. Thread-safe. */
final class PlatformAccess {

    /** How many repositories' credentials are kept; the one replaced longest ago goes first. */
    static final int MAX_REPOSITORIES = 1000;

    private final Clock clock;
    private final Map<RepositoryName, GitCredential> byRepository = new LinkedHashMap<>();
    private PlatformCredentials credentials = PlatformCredentials.NONE;

    PlatformAccess(Clock clock) {
        this.clock = clock;
    }

    synchronized PlatformCredentials credentials() {
        return credentials;
    }

    synchronized void update(PlatformCredentials fresh) {
        boolean same = fresh.isFor(credentials.url());
        credentials = new PlatformCredentials(
                fresh.url(),
                same && fresh.workerId().isEmpty() ? credentials.workerId() : fresh.workerId(),
                same && fresh.authToken().isEmpty() ? credentials.authToken() : fresh.authToken());
    }

    synchronized void update(List<GitCredential> fresh) {
        for (GitCredential credential : fresh) {
            RepositoryName name = RepositoryName.of(credential.cloneUrl());
            if (!name.text().isEmpty() && !credential.token().isEmpty()) {
                byRepository.remove(name);
                byRepository.put(name, credential);
            }
        }
        while (byRepository.size() > MAX_REPOSITORIES) {
            byRepository.remove(byRepository.keySet().iterator().next());
        }
    }

    /** The credentials of one repository; none when there are none that are still good. */
    synchronized List<GitCredential> gitCredentials(String repository) {
        GitCredential credential = byRepository.get(RepositoryName.of(repository));
        return credential == null || expired(credential) ? List.of() : List.of(credential);
    }

    private boolean expired(GitCredential credential) {
        if (credential.expiresAt().isEmpty()) {
            return false;
        }
        try {
            return OffsetDateTime.parse(credential.expiresAt()).toInstant().isBefore(clock.instant());
        } catch (DateTimeException e) {
            // Not a time that we can read: git will find out.
            return false;
        }
    }
}
