package dev.donmai.providers.git;

import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.VersionControl;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.api.vcs.WorkingCopy;
import java.nio.file.Files;

/** Git in a worker. */
public final class GitVersionControl implements VersionControl {

    @Override
    public String id() {
        return GitProvider.ID;
    }

    @Override
    public WorkingCopy open(Workarea workarea, VcsContext context) throws VcsException {
        if (!Files.exists(workarea.directory().resolve(".git"))) {
            throw new VcsException(workarea.directory() + " is no git working copy: it has no .git");
        }
        return new GitWorkingCopy(workarea, context);
    }
}
