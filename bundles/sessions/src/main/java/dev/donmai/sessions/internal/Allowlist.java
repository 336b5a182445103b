package dev.donmai.sessions.internal;

import dev.donmai.model.config.DaemonConfig.Project;
import java.util.List;
import java.util.Optional;

/** Which configured project a requested repository is ({@code sessions.md} §1.5): the first entry that matches wins. */
record Allowlist(List<Project> projects) {

    Optional<Project> match(String requested) {
        return projects.stream().filter(entry -> matches(entry, requested)).findFirst();
    }

    private static boolean matches(Project entry, String requested) {
        String repository = entry.repository();
        return repository.equals(requested)
                || entry.id().equals(requested)
                || requested.endsWith("/" + repository)
                || repository.endsWith("/" + requested);
    }
}
