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

/** The step that looks at what the agent did to the tree, after the agent's processes are gone. Never fails the session. */
public final class Collection {

    private final Git git;

    public Collection(Git git) {
        this.git = git;
    }

    /** Looks for at most {@code limit}. */
    public Collected collect(Workarea workarea, Duration limit) throws InterruptedException {
        ChangeLimits limits = new ChangeLimits(ChangeLimits.DEFAULT.commits(), ChangeLimits.DEFAULT.files(), limit);
        try {
            return of(git.changes(workarea.directory(), workarea.commit(), limits));
        } catch (GitException e) {
            return Collected.unknown(workarea, "collect changes: " + e.getMessage());
        }
    }

    private static Collected of(Changes changes) {
        List<String> warnings = new ArrayList<>();
        if (changes.commitsTruncated()) {
            warnings.add("collect changes: only the latest " + changes.commits().size() + " commits are listed");
        }
        if (changes.filesTruncated()) {
            warnings.add("collect changes: only the first " + changes.files().size() + " files are listed");
        }
        boolean dirty = changes.status().dirty();
        return new Collected(
                changes.status().head(),
                changes.status().branch(),
                changes.commits().reversed().stream().map(Collection::commit).toList(),
                changes.files().stream().map(file -> change(file, !dirty)).toList(),
                !dirty && !changes.status().unpushed(),
                warnings);
    }

    private static ResultFile.Commit commit(Commit commit) {
        return new ResultFile.Commit(commit.id(), commit.author(), commit.subject(), Timestamps.t9(commit.at()));
    }

    private static ResultFile.Change change(ChangedFile file, boolean committed) {
        return new ResultFile.Change(file.path(), file.status().name().toLowerCase(Locale.ROOT), committed);
    }
}
