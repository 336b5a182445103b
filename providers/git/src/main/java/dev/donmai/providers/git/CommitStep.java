package dev.donmai.providers.git;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.git.Git;
import dev.donmai.git.GitException;
import dev.donmai.git.StagedFile;
import dev.donmai.git.Staging;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The step that commits what an agent left lying ({@code sessions.md} §2.15, 1 to 4). */
final class CommitStep {

    /** For people to see the kind of thing. */
    private static final int LISTED = 100;

    private final Git git;
    private final Path directory;

    CommitStep(Git git, Path directory) {
        this.git = git;
        this.directory = directory;
    }

    CommitOutcome commit(CommitRequest request, Duration limit) throws GitException, InterruptedException {
        try (Staging staging = git.stage(directory, limit)) {
            List<String> unwanted = staging.files().stream()
                    .filter(CommitStep::isUnwanted)
                    .map(StagedFile::path)
                    .toList();
            if (!unwanted.isEmpty()) {
                staging.leaveOut(unwanted);
            }
            List<String> leftOut = unwanted.stream().sorted().limit(LISTED).toList();
            int files = staging.files().size();
            if (files == 0) {
                return new CommitOutcome.Nothing(leftOut);
            }
            return files > request.maxFiles()
                    ? new CommitOutcome.TooMany(files, request.maxFiles())
                    : new CommitOutcome.Committed(staging.commit(message(request)), files, leftOut);
        }
    }

    /**
     * A repository inside the tree would become a reference to commits that nobody else has; a large file whose filter is not in
     * force would get into the history with its whole content.
     */
    private static boolean isUnwanted(StagedFile file) {
        return file.submodule() || file.unfiltered() || Exclusions.apply(file.path());
    }

    private static String message(CommitRequest request) {
        String message = request.message().strip() + "\n";
        return request.trailers().isEmpty()
                ? message
                : message + "\n"
                        + request.trailers().entrySet().stream()
                                .map(trailer -> trailer.getKey() + ": "
                                        + trailer.getValue()
                                                .replaceAll("\\s+", " ")
                                                .strip() + "\n")
                                .collect(Collectors.joining());
    }
}
