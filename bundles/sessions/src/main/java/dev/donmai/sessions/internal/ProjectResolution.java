package dev.donmai.sessions.internal;

import dev.donmai.model.PublicUrl;
import dev.donmai.model.RepositoryName;
import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.sessions.AdmissionException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which configured project the work of a queue belongs to ({@code orchestrator.md} §8.3): an exact id, else the same
 * repository, else the only one whose address ends like it. Two that end like it are refused rather than guessed at.
 *
 * @param strict whether an address that only ends like it is another repository ({@code http-api.md} H9)
 */
record ProjectResolution(List<Project> projects, boolean strict) {

    /**
     * Looks for the repository, then for the project name.
     *
     * @return empty when neither is on the allowlist
     * @throws AdmissionException when more than one project is meant
     */
    Optional<Project> resolve(String repository, String projectName) throws AdmissionException {
        Optional<Project> byRepository = find(repository, projectName);
        return byRepository.isPresent() ? byRepository : find(projectName, projectName);
    }

    private Optional<Project> find(String wanted, String projectName) throws AdmissionException {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Optional<Project> byId =
                projects.stream().filter(project -> project.id().equals(wanted)).findFirst();
        if (byId.isPresent()) {
            return byId;
        }
        RepositoryName name = RepositoryName.of(wanted);
        List<Project> same = projects.stream()
                .filter(project -> RepositoryName.of(project.repository()).equals(name))
                .toList();
        if (!same.isEmpty()) {
            return Optional.of(named(same, projectName).orElse(same.getFirst()));
        }
        return strict ? Optional.empty() : one(wanted, projectName, similar(name));
    }

    private List<Project> similar(RepositoryName name) {
        return projects.stream()
                .filter(project -> {
                    RepositoryName configured = RepositoryName.of(project.repository());
                    return configured.isEndOf(name) || name.isEndOf(configured);
                })
                .toList();
    }

    private static Optional<Project> one(String wanted, String projectName, List<Project> found)
            throws AdmissionException {
        if (found.size() <= 1) {
            return found.stream().findFirst();
        }
        Optional<Project> named = named(found, projectName);
        if (named.isEmpty()) {
            throw new AdmissionException("repository \"" + PublicUrl.cut(wanted)
                    + "\" is ambiguous in the project allowlist: it could be any of "
                    + found.stream().map(Project::id).collect(Collectors.joining(", "))
                    + "; name the project by its id or its whole address");
        }
        return named;
    }

    private static Optional<Project> named(List<Project> found, String projectName) {
        return found.stream()
                .filter(project -> project.id().equals(projectName))
                .findFirst();
    }
}
