package dev.donmai.providers.fakes;

import dev.donmai.providers.fakes.faults.CopyFaults;
import dev.donmai.providers.git.GitProvider;
import java.util.List;

/** Faults of version control systems. Git itself passes in its own module; what is changed here starts no programs. */
class VcsFaultsIT extends Faults {

    @Override
    List<Fault> faults() {
        return List.of(
                vcs("vcs.refuses-what-is-none", CopyFaults.OpensWithoutName.class),
                vcs("vcs.pull-requests-are-declared-and-there", CopyFaults.WithoutPullRequests.class),
                vcs("vcs.sees-what-no-commit-holds", CopyFaults.SeesNothing.class),
                vcs("vcs.commits-everything", CopyFaults.CommitsWithoutMessage.class),
                vcs("vcs.keeps-excluded-paths-out", CopyFaults.ExcludesNothing.class),
                vcs("vcs.refuses-too-many-files", CopyFaults.CommitsAnyNumber.class),
                vcs("vcs.pushes-a-branch", CopyFaults.PushesAgain.class),
                vcs("vcs.overwrites-nothing", CopyFaults.Overwrites.class),
                vcs("vcs.pushes-no-secret", CopyFaults.PushesSecrets.class),
                vcs("vcs.tells-no-secret", CopyFaults.TellsTheAddress.class),
                vcs("vcs.leaves-no-process", CopyFaults.LeavesProgram.class));
    }

    private static Fault vcs(String check, Class<?> work) {
        return new Fault(
                check, Sound.Notes.class, () -> FakeJar.of(GitProvider.class).loading(work));
    }
}
