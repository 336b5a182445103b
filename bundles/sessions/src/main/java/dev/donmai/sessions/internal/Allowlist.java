package dev.donmai.sessions.internal;

import dev.donmai.model.RepositoryName;
import dev.donmai.model.config.DaemonConfig.Project;
import java.util.List;
import java.util.Optional;

/**
 * Which configured project a requested repository is: the first entry that matches wins.
 *
 * @param strict whether an entry must be the same repository ({@code http-api.md} H9); otherwise it is enough that one of
 *     the two ends like the other ({@code sessions.md} §1.5)
 */
record Allowlist(List<Project> projects, boolean strict) {

    Optional<Project> match(String requested) {
        return projects.stream().filter(entry -> matches(entry, requested)).findFirst();
    }

    private boolean matches(Project entry, String requested) {
        String repository = entry.repository();
        if (repository.equals(requested) || entry.id().equals(requested)) {
            return true;
        }
        return strict
                ? RepositoryName.of(repository).equals(RepositoryName.of(requested))
                : requested.endsWith("/" + repository) || repository.endsWith("/" + requested);
    }
}
