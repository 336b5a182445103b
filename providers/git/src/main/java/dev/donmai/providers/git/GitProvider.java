package dev.donmai.providers.git;

import dev.donmai.api.provider.Probe;
import dev.donmai.api.vcs.VcsCapabilities;
import dev.donmai.api.vcs.VcsProvider;
import dev.donmai.process.Executables;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The daemon's view of git: always there, as JGit stands in for a missing program. */
@Component(service = VcsProvider.class)
public final class GitProvider implements VcsProvider {

    /** Provider id. */
    public static final String ID = "git";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public VcsCapabilities capabilities() {
        return new VcsCapabilities(
                true, true, false, false, false, false, true, false, false, "three-way", "line", "email", "git", "Git");
    }

    @Override
    public Probe probe(Map<String, Object> settings) {
        return probe(System.getenv().getOrDefault("PATH", Executables.DEFAULT_PATH));
    }

    static Probe probe(String path) {
        if (Executables.find("git", path).isEmpty()) {
            return degraded("there is no git in PATH: JGit does its work; large files and ssh need the program");
        }
        return Executables.find(GhPullRequest.PROGRAM, path).isEmpty()
                ? degraded("there is no " + GhPullRequest.PROGRAM
                        + " in PATH: install the GitHub CLI to get pull requests")
                : Probe.ready();
    }

    private static Probe degraded(String reason) {
        return new Probe(Probe.Status.DEGRADED, reason, "");
    }
}
