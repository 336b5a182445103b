package dev.donmai.workareas.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.git.Git;
import dev.donmai.git.GitBackend;
import dev.donmai.git.GitException;
import dev.donmai.lifecycle.DoctorCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which git makes the checkouts. */
@Component(service = DoctorCheck.class)
public final class GitCheck implements DoctorCheck {

    private final DaemonOptions options;

    @Activate
    public GitCheck(@Reference DaemonOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "git";
    }

    @Override
    public Finding look() throws InterruptedException {
        try {
            return Finding.ok(
                    Git.using(GitBackend.NATIVE, options.environment()).version());
        } catch (GitException e) {
            return Finding.warning(
                    "checkouts are made by the JGit that comes with the daemon: " + e.getMessage(),
                    "install git where the daemon's PATH finds it");
        }
    }
}
