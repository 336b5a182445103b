package dev.donmai.worker.internal.workarea;

import dev.donmai.model.session.ResultFile;
import java.util.List;

/**
 * What the session left in its tree.
 *
 * @param head commit of the branch at the end; empty when unknown
 * @param branch the branch at the end
 * @param commits oldest first
 * @param changes files that differ from the base
 * @param safe whether nothing would be lost with the tree: no uncommitted and no unpushed work
 * @param warnings what could not be found out, or was too much to list
 */
public record Collected(
        String head,
        String branch,
        List<ResultFile.Commit> commits,
        List<ResultFile.Change> changes,
        boolean safe,
        List<String> warnings) {

    /** Nothing was looked at. */
    public static final Collected NOTHING = new Collected("", "", List.of(), List.of(), false, List.of());

    /** The look failed. */
    static Collected unknown(Workarea workarea, String warning) {
        return new Collected("", workarea.branch(), List.of(), List.of(), false, List.of(warning));
    }

    public Collected {
        commits = List.copyOf(commits);
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }
}
