package dev.donmai.tck;

import dev.donmai.api.vcs.Workarea;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Family;
import dev.donmai.tck.internal.ProviderUnderTest;
import dev.donmai.tck.internal.vcs.VcsChecks;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The tests of a version control system. Its test makes repositories on this machine; nothing else is ever sent to. */
@ConsumerType
public abstract class VcsTck extends ProviderTck {

    protected VcsTck() {
        super(Family.VCS);
    }

    /** Makes a repository with one commit in an empty directory, and a working copy of it on a branch {@code work}. */
    public abstract Workarea checkOut(Path directory) throws Exception;

    /** Puts a commit of somebody else onto a branch of the repository, which is not there yet. */
    public abstract void commitElsewhere(Workarea workarea, String branch) throws Exception;

    @Override
    final List<Check> familyChecks(ProviderUnderTest provider) {
        return VcsChecks.of(provider, this);
    }
}
