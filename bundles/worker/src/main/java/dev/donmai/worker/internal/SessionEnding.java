package dev.donmai.worker.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.api.vcs.VcsCredentials;
import dev.donmai.files.Redactor;
import dev.donmai.git.Git;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.internal.agent.Budget;
import dev.donmai.worker.internal.agent.Observed;
import dev.donmai.worker.internal.agent.Secrets;
import dev.donmai.worker.internal.assignment.Work;
import dev.donmai.worker.internal.ending.BackstopExtent;
import dev.donmai.worker.internal.ending.BackstopReport;
import dev.donmai.worker.internal.ending.IssueUpdate;
import dev.donmai.worker.internal.ending.LocalTracker;
import dev.donmai.worker.internal.ending.Proposal;
import dev.donmai.worker.internal.ending.SaveWork;
import dev.donmai.worker.internal.ending.SessionVcs;
import dev.donmai.worker.internal.ending.WorkType;
import dev.donmai.worker.internal.platform.PlatformLink;
import dev.donmai.worker.internal.platform.PlatformTiming;
import dev.donmai.worker.internal.platform.ResultDelivery.Delivered;
import dev.donmai.worker.internal.provider.ProviderKind;
import dev.donmai.worker.internal.provider.Providers;
import dev.donmai.worker.internal.result.Report;
import dev.donmai.worker.internal.result.Verdict;
import dev.donmai.worker.internal.workarea.Collected;
import dev.donmai.worker.internal.workarea.Collection;
import dev.donmai.worker.internal.workarea.GitTokens;
import dev.donmai.worker.internal.workarea.StateFile;
import dev.donmai.worker.internal.workarea.Workarea;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps after the agent ({@code sessions.md} §2.5, from 15 on), in their order: save its work, look at what it did, move the issue,
 * fall silent towards the platform, report, keep the report, deliver it, tear down. None of them fails the session; when
 * somebody waits for the worker to end, each takes only moments.
 */
final class SessionEnding {

    /** A look at the tree of a big repository. */
    private static final Duration COLLECT = Duration.ofMinutes(2);

    /** With the other limits of this kind, the whole end fits into the shortest grace period. */
    private static final Duration COLLECT_IN_A_HURRY = Duration.ofSeconds(3);

    private static final BackstopReport BROKEN_OFF = new BackstopReport(
            BackstopExtent.COMMIT, "", false, false, "", "saving it was broken off, as the worker was to end");

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnding.class);

    private final Work work;
    private final Map<String, String> variables;
    private final Places places;
    private final Optional<PlatformLink> platform;
    private final Cancellation cancellation;
    private final Reached reached;

    /** How far the run has come; the optional parts are empty for steps that were not reached. */
    record Reached(
            Instant started,
            InstantSource clock,
            PlatformTiming timing,
            Redactor redactor,
            Secrets secrets,
            Optional<Providers> providers,
            Optional<Workarea> workarea,
            Optional<StateFile> state,
            Optional<Budget> budget,
            Observed observed) {}

    SessionEnding(
            Work work,
            Map<String, String> variables,
            Places places,
            Optional<PlatformLink> platform,
            Cancellation cancellation,
            Reached reached) {
        this.work = work;
        this.variables = variables;
        this.places = places;
        this.platform = platform;
        this.cancellation = cancellation;
        this.reached = reached;
    }

    /** Does them all. */
    Conclusion run(Optional<SessionFailure> failure) {
        Verdict verdict = Verdict.of(failure, cancellation.request(), reached.observed());
        BackstopReport backstop = step(() -> saveWork(verdict), BROKEN_OFF);
        Collected collected = step(this::collect, Collected.NOTHING);
        Optional<IssueUpdate.Done> issue = step(() -> updateIssue(verdict, failure), Optional.empty());
        reached.state().ifPresent(StateFile::complete);
        platform.ifPresent(PlatformLink::close);

        ResultFile result = new Report(work, reached.started(), reached.clock().instant(), reached.redactor())
                .of(new Outcome(
                        verdict,
                        reached.observed(),
                        reached.workarea(),
                        collected,
                        backstop,
                        issue,
                        reached.budget().map(Budget::report)));
        Optional<String> unwritten = keep(result);
        boolean told = platform.isEmpty() || deliver(platform.get(), result);
        places.tearDown(collected, verdict.completed(), told);
        return Conclusion.of(work.sessionId(), verdict, failure, result, unwritten, reached.redactor());
    }

    /** Runs one step: interrupted when somebody begins to wait, with its own short limits when somebody does already. */
    private <T> T step(Cancellation.Interruptible<T, RuntimeException> step, T otherwise) {
        try {
            return cancellation.hurried() ? step.run() : cancellation.unlessHurried(step);
        } catch (InterruptedException e) {
            LOG.warn("a step of the end was broken off, as the worker is to end");
            return otherwise;
        } catch (RuntimeException e) {
            // Whatever is wrong with one step, the result is still told.
            LOG.error("a step of the end failed", e);
            return otherwise;
        }
    }

    private BackstopReport saveWork(Verdict verdict) throws InterruptedException {
        WorkType type = WorkType.of(work.detail().workType());
        BackstopExtent extent = BackstopExtent.of(
                type,
                verdict,
                cancellation.request(),
                reached.observed().pullRequest(),
                work.settings().pullRequestOnFailure());
        if (extent == BackstopExtent.NONE
                || reached.workarea().isEmpty()
                || reached.providers().isEmpty()) {
            return BackstopReport.NONE;
        }
        if (work.vcs().absent()) {
            return new BackstopReport(extent, "", false, false, "", "the session has no version control to do it with");
        }
        Workarea tree = reached.workarea().get();
        Providers providers = reached.providers().get();
        try {
            return new SaveWork(
                            new dev.donmai.api.vcs.Workarea(
                                    tree.directory(), work.checkout().repository(), tree.commit(), tree.baseBranch()),
                            new SessionVcs(
                                    variables, providers.directory("vcs"), SecretValues.all(work, reached.secrets())),
                            proposal(tree))
                    .run(
                            extent,
                            cancellation.hurried() ? SaveWork.LIMIT_IN_A_HURRY : SaveWork.LIMIT,
                            () -> providers.load(ProviderKind.VCS, work.vcs()));
        } catch (IOException e) {
            return new BackstopReport(extent, "", false, false, "", "no private directory can be made: " + e);
        }
    }

    private Proposal proposal(Workarea tree) {
        return new Proposal(
                work.detail(),
                reached.redactor().redact(reached.observed().summary()),
                tree.branch(),
                tree.baseBranch(),
                this::gitCredentials,
                places.directory().map(SessionLayout::pullRequest),
                reached.clock());
    }

    private VcsCredentials gitCredentials() throws InterruptedException {
        SessionDetail now = platform.isPresent() ? platform.get().credentials().current() : work.detail();
        return new VcsCredentials(
                work.checkout().sshKey(),
                work.checkout().credentialHelper(),
                "",
                GitTokens.of(now, work.checkout().repository(), reached.clock().instant()));
    }

    private Collected collect() throws InterruptedException {
        return reached.workarea().isEmpty()
                ? Collected.NOTHING
                : new Collection(Git.find(variables))
                        .collect(reached.workarea().get(), cancellation.hurried() ? COLLECT_IN_A_HURRY : COLLECT);
    }

    /** The issue of a session that was ended early is not ours to move: somebody may have taken it over. */
    private Optional<IssueUpdate.Done> updateIssue(Verdict verdict, Optional<SessionFailure> failure)
            throws InterruptedException {
        boolean agentEnded = cancellation.request().isEmpty()
                && failure.filter(f -> f.mode() != FailureMode.PROVIDER_ERROR).isEmpty();
        if (!agentEnded
                || work.detail().issueId().isEmpty()
                || work.issueTracker().absent()
                || reached.providers().isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> directory = places.directory().map(SessionLayout::directory);
        Providers providers = reached.providers().get();
        IssueUpdate update;
        if (platform.isPresent()) {
            update = update(platform.get().trackerContext(directory.orElse(work.worktree())));
        } else if (directory.isPresent()) {
            update = update(new LocalTracker(directory.get()));
        } else {
            return Optional.empty();
        }
        return Optional.of(update.run(
                verdict.completed(),
                reached.observed().workResult(),
                () -> providers.load(ProviderKind.ISSUE_TRACKER, work.issueTracker())));
    }

    private IssueUpdate update(IssueTrackerContext context) {
        return new IssueUpdate(
                work.detail().issueId(), WorkType.of(work.detail().workType()), context);
    }

    /** Whether the platform knows now how the session ended. */
    private boolean deliver(PlatformLink link, ResultFile result) {
        Optional<Delivered> patient = step(
                () -> cancellation.hurried()
                        ? Optional.empty()
                        : Optional.of(link.deliver(result, places.delivery(reached.timing()))),
                Optional.empty());
        Delivered delivered = patient.orElseGet(() -> step(
                () -> link.deliver(result, places.delivery(reached.timing())),
                new Delivered(false, false, "interrupted")));
        ObjectNode said = result.result();
        if (!delivered.all() && !said.has("error")) {
            said.put("error", "result post failed: " + reached.redactor().redact(delivered.error()));
        }
        if (!delivered.error().isEmpty()) {
            LOG.warn("the result could not be delivered: {}", delivered.error());
        }
        if (delivered.completion()) {
            keep(result.accepted(delivered.status()));
        } else if (said.has("error")) {
            keep(result);
        }
        return delivered.status();
    }

    private Optional<String> keep(ResultFile result) {
        try {
            places.keep(result);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("result.json can't be written: " + e);
        }
    }
}
