package dev.donmai.providers.git;

import dev.donmai.api.vcs.WorkState;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.git.ChangeLimits;
import dev.donmai.git.ChangedFile;
import dev.donmai.git.Changes;
import dev.donmai.git.Git;
import dev.donmai.git.GitException;
import java.time.Duration;
import java.util.List;

/** The step that looks at what happened since the base. */
final class Inspection {

    private final Git git;
    private final Workarea workarea;

    Inspection(Git git, Workarea workarea) {
        this.git = git;
        this.workarea = workarea;
    }

    WorkState inspect(Duration limit) throws GitException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Changes changes = git.changes(workarea.directory(), workarea.base(), within(limit));
        Changes uncommitted = uncommitted(changes, Duration.ofNanos(end - System.nanoTime()));
        return new WorkState(
                changes.base(),
                changes.status().branch(),
                changes.status().head(),
                changes.status().dirty()
                        ? uncommitted.files().stream()
                                .map(ChangedFile::path)
                                .sorted()
                                .toList()
                        : List.of(),
                changes.commits().reversed().stream()
                        .map(commit -> new WorkState.Commit(commit.id(), commit.subject()))
                        .toList(),
                changes.commitsTruncated() || uncommitted.filesTruncated(),
                changes.status().unpushed());
    }

    /** What differs from the head; the same as what differs from the base while nothing is committed. */
    private Changes uncommitted(Changes changes, Duration limit) throws GitException, InterruptedException {
        String head = changes.status().head();
        boolean same = !changes.status().dirty() || head.isEmpty() || head.equals(changes.base());
        return same ? changes : git.changes(workarea.directory(), head, within(limit));
    }

    private static ChangeLimits within(Duration limit) {
        return new ChangeLimits(
                ChangeLimits.DEFAULT.commits(),
                ChangeLimits.DEFAULT.files(),
                limit.isPositive() ? limit : Duration.ofMillis(1));
    }
}
