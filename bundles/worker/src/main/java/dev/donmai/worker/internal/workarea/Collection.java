package dev.donmai.worker.internal.workarea;

import dev.donmai.git.ChangeLimits;
import dev.donmai.git.ChangedFile;
import dev.donmai.git.Changes;
import dev.donmai.git.Commit;
import dev.donmai.git.Git;
import dev.donmai.git.GitException;
import dev.donmai.model.Timestamps;
import dev.donmai.model.session.ResultFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The step that looks at what the agent did to the tree, after the agent's processes are gone. Never fails the session. */
public final class Collection {

    private final Git git;

    public Collection(Git git) {
        this.git = git;
    }

    /** Looks for at most {@code limit}. */
    public Collected collect(Workarea workarea, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            Changes changes = git.changes(workarea.directory(), workarea.commit(), within(limit));
            return of(changes, uncommitted(workarea, changes, Duration.ofNanos(end - System.nanoTime())));
        } catch (GitException e) {
            return Collected.unknown(workarea, "collect changes: " + e.getMessage());
        }
    }

    private static ChangeLimits within(Duration limit) {
        return new ChangeLimits(
                ChangeLimits.DEFAULT.commits(),
                ChangeLimits.DEFAULT.files(),
                limit.isPositive() ? limit : Duration.ofMillis(1));
    }

    /** Tells the paths that the head lacks in their present form. */
    private Predicate<String> uncommitted(Workarea workarea, Changes changes, Duration limit)
            throws GitException, InterruptedException {
        String head = changes.status().head();
        if (!changes.status().dirty()) {
            return path -> false;
        }
        if (head.isEmpty() || head.equals(changes.base())) {
            return path -> true;
        }
        Changes left = git.changes(workarea.directory(), head, within(limit));
        Set<String> paths = left.files().stream()
                .flatMap(file -> Stream.of(file.path(), file.previousPath()))
                .collect(Collectors.toSet());
        return path -> left.filesTruncated() || paths.contains(path);
    }

    private static Collected of(Changes changes, Predicate<String> uncommitted) {
        List<String> warnings = new ArrayList<>();
        if (changes.commitsTruncated()) {
            warnings.add("collect changes: only the latest " + changes.commits().size() + " commits are listed");
        }
        if (changes.filesTruncated()) {
            warnings.add("collect changes: only the first " + changes.files().size() + " files are listed");
        }
        return new Collected(
                changes.status().head(),
                changes.status().branch(),
                changes.commits().reversed().stream().map(Collection::commit).toList(),
                changes.files().stream()
                        .map(file -> change(file, !uncommitted.test(file.path())))
                        .toList(),
                !changes.status().dirty() && !changes.status().unpushed(),
                warnings);
    }

    private static ResultFile.Commit commit(Commit commit) {
        return new ResultFile.Commit(commit.id(), commit.author(), commit.subject(), Timestamps.t9(commit.at()));
    }

    private static ResultFile.Change change(ChangedFile file, boolean committed) {
        return new ResultFile.Change(file.path(), file.status().name().toLowerCase(Locale.ROOT), committed);
    }
}
