package dev.donmai.tck.internal.vcs;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsCredentials;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.VersionControl;
import dev.donmai.api.vcs.WorkState;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.api.vcs.WorkingCopy;
import dev.donmai.tck.VcsTck;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Children;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import dev.donmai.tck.internal.ProviderUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a version control system does with a working copy after its agent. */
public final class VcsChecks {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BRANCH = "work";

    private final ProviderUnderTest provider;
    private final VcsTck tck;

    private VcsChecks(ProviderUnderTest provider, VcsTck tck) {
        this.provider = provider;
        this.tck = tck;
    }

    public static List<Check> of(ProviderUnderTest provider, VcsTck tck) {
        VcsChecks checks = new VcsChecks(provider, tck);
        return List.of(
                new Check(
                        "vcs.refuses-what-is-none",
                        "A directory that is no working copy of the system is a VcsException that names it.",
                        checks::refuses),
                new Check(
                        "vcs.pull-requests-are-declared-and-there",
                        "Its working copies are PullRequests exactly when it declares hasPullRequests.",
                        checks::pullRequests),
                new Check(
                        "vcs.sees-what-no-commit-holds", "inspect lists the paths that no commit holds.", checks::sees),
                new Check(
                        "vcs.commits-everything",
                        "commit makes one commit of all that, with the message, and the second time there is nothing.",
                        checks::commits),
                new Check(
                        "vcs.keeps-excluded-paths-out",
                        "What was excluded is neither listed nor committed.",
                        checks::excludes),
                new Check(
                        "vcs.refuses-too-many-files",
                        "Above the limit of the request nothing is committed.",
                        checks::tooMany),
                new Check("vcs.pushes-a-branch", "push brings the branch to the repository.", checks::pushes),
                new Check(
                        "vcs.overwrites-nothing",
                        "A branch that somebody else has put there is left as it is.",
                        checks::overwritesNothing),
                new Check(
                        "vcs.pushes-no-secret",
                        "A branch whose commits hold a secret of the session is not pushed.",
                        checks::pushesNoSecret),
                new Check("vcs.tells-no-secret", "No message holds a secret of the session.", checks::tellsNoSecret),
                new Check("vcs.leaves-no-process", "No call leaves a process behind.", checks::leavesNoProcess));
    }

    /** What is done with a working copy of its own. */
    @FunctionalInterface
    private interface Step {
        void with(Place place, WorkingCopy copy) throws Exception;
    }

    private void inWorkingCopy(Step step) throws Exception {
        Path directory = provider.directory("vcs");
        Place place = Place.of(tck.checkOut(Files.createDirectory(directory.resolve("place"))), directory);
        open(place, step);
    }

    private void open(Place place, Step step) throws Exception {
        try (Loaded<VersionControl> loaded = provider.load(VersionControl.class)) {
            step.with(place, loaded.work().getFirst().open(place.workarea(), place));
        }
    }

    private void refuses() throws Exception {
        Path directory = provider.directory("none");
        Path none = Files.createDirectory(directory.resolve("no-working-copy"));
        Place place = Place.of(new Workarea(none, none.toString(), "", ""), directory);
        try {
            open(place, (there, copy) -> {
                throw new AssertionError("It opened " + none + ".");
            });
        } catch (VcsException e) {
            Demand.that(
                    String.valueOf(e.getMessage()).contains(none.toString()),
                    "The message is \"" + e.getMessage() + "\".");
        }
    }

    private void pullRequests() throws Exception {
        boolean declared = provider.declares("hasPullRequests");
        inWorkingCopy((place, copy) -> Demand.that(
                declared == copy instanceof PullRequests,
                "Declared: " + declared + ", there: " + (copy instanceof PullRequests) + "."));
    }

    private void sees() throws Exception {
        inWorkingCopy((place, copy) -> {
            place.write("new.txt", "new\n");
            WorkState state = copy.inspect(LIMIT);
            Demand.that(state.uncommitted().contains("new.txt"), "It lists " + state.uncommitted() + ".");
        });
    }

    private void commits() throws Exception {
        inWorkingCopy((place, copy) -> {
            place.write("a.txt", "a\n");
            place.write("deep/er/b.txt", "b\n");
            CommitOutcome outcome = copy.commit(CommitRequest.of("Add two files"), LIMIT);
            Demand.that(
                    outcome instanceof CommitOutcome.Committed committed && committed.files() == 2,
                    "It says " + outcome + ".");
            WorkState state = copy.inspect(LIMIT);
            Demand.that(
                    state.commits().size() == 1
                            && state.commits().getFirst().subject().equals("Add two files"),
                    "Afterwards the branch has " + state.commits() + ".");
            CommitOutcome again = copy.commit(CommitRequest.of("Add nothing"), LIMIT);
            Demand.that(again instanceof CommitOutcome.Nothing, "The second time it says " + again + ".");
        });
    }

    private void excludes() throws Exception {
        inWorkingCopy((place, copy) -> {
            copy.exclude(List.of(".private"));
            place.write(".private/notes.txt", "notes\n");
            WorkState state = copy.inspect(LIMIT);
            Demand.none(state.uncommitted(), "It lists");
            CommitOutcome outcome = copy.commit(CommitRequest.of("Add nothing"), LIMIT);
            Demand.that(outcome instanceof CommitOutcome.Nothing, "It says " + outcome + ".");
        });
    }

    private void tooMany() throws Exception {
        inWorkingCopy((place, copy) -> {
            place.write("a.txt", "a\n");
            place.write("b.txt", "b\n");
            CommitOutcome outcome = copy.commit(new CommitRequest("Add too many", Map.of(), 1), LIMIT);
            Demand.that(outcome instanceof CommitOutcome.TooMany, "It says " + outcome + ".");
            Demand.none(copy.inspect(LIMIT).commits(), "It made a commit all the same");
        });
    }

    private static PushOutcome push(WorkingCopy copy) throws InterruptedException {
        return copy.push(new PushRequest(BRANCH, PushRequest.Reach.THIS_MACHINE, VcsCredentials.NONE), LIMIT);
    }

    private void pushes() throws Exception {
        inWorkingCopy((place, copy) -> {
            place.write("a.txt", "a\n");
            copy.commit(CommitRequest.of("Add a file"), LIMIT);
            PushOutcome outcome = push(copy);
            Demand.that(outcome instanceof PushOutcome.Pushed, "It says " + outcome + ".");
            PushOutcome again = push(copy);
            Demand.that(again instanceof PushOutcome.UpToDate, "The second time it says " + again + ".");
        });
    }

    private void overwritesNothing() throws Exception {
        inWorkingCopy((place, copy) -> {
            tck.commitElsewhere(place.workarea(), BRANCH);
            place.write("a.txt", "a\n");
            copy.commit(CommitRequest.of("Add a file"), LIMIT);
            PushOutcome outcome = push(copy);
            Demand.that(outcome instanceof PushOutcome.Rejected, "It says " + outcome + ".");
        });
    }

    private void pushesNoSecret() throws Exception {
        inWorkingCopy((place, copy) -> {
            place.write("config.txt", "token = " + Place.SECRET + "\n");
            copy.commit(CommitRequest.of("Add a file"), LIMIT);
            PushOutcome outcome = push(copy);
            Demand.that(
                    outcome instanceof PushOutcome.Rejected rejected && rejected.reason() == Rejection.SECRETS,
                    "It says " + outcome + ".");
        });
    }

    private void tellsNoSecret() throws Exception {
        inWorkingCopy((there, _) -> {
            Place place = there.from(there.home().resolve(Place.SECRET).toString());
            open(place, (_, copy) -> {
                place.write("a.txt", "a\n");
                copy.commit(CommitRequest.of("Add a file"), LIMIT);
                PushOutcome outcome = push(copy);
                Demand.that(
                        outcome instanceof PushOutcome.Rejected rejected
                                && !rejected.message().contains(Place.SECRET),
                        "To a repository that is not there it says " + outcome + ".");
            });
        });
    }

    private void leavesNoProcess() throws Exception {
        inWorkingCopy((place, copy) -> {
            Set<Long> before = Children.now();
            place.write("a.txt", "a\n");
            copy.inspect(LIMIT);
            copy.commit(CommitRequest.of("Add a file"), LIMIT);
            push(copy);
            Demand.none(Children.since(before), "It leaves processes behind");
        });
    }
}
