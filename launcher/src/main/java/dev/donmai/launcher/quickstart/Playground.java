package dev.donmai.launcher.quickstart;

import dev.donmai.git.Git;
import dev.donmai.git.GitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a quickstart works on.
 *
 * @param state its state directory
 * @param repository the repository its session is given
 * @param own whether the repository was made for it
 */
record Playground(Path state, Path repository, boolean own) {

    private static final Map<String, String> FILES = Map.of("README.md", """
            # Playground

            A small repository made by `donmai quickstart`, so that an agent has something to work on.
            """, "NOTES.md", """
            # Notes

            """);

    /** Makes a state directory and, unless one is named, a repository in it. */
    static Playground prepare(Path named, Git git) throws IOException, GitException, InterruptedException {
        boolean own = named.toString().isEmpty();
        if (!own) {
            // Refused before anything is made: a folder that is no repository, or has no commit to start from.
            git.resolve(named, "HEAD");
        }
        Path state = Files.createTempDirectory("donmai-quickstart-").toRealPath();
        Path repository = own ? state.resolve("repository") : named.toRealPath();
        if (own) {
            git.init(repository, FILES, "Begin a playground");
        }
        return new Playground(state, repository, own);
    }

    /** The repository as the allowlist and the session name it. */
    String repositoryUrl() {
        return repository.toUri().toString().replaceFirst("/$", "");
    }

    Path archives() {
        return state.resolve("workareas");
    }

    Path config() {
        return state.resolve("daemon.yaml");
    }
}
