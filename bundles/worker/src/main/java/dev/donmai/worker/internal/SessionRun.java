package dev.donmai.worker.internal;

import dev.donmai.files.Redactor;
import dev.donmai.git.Git;
import dev.donmai.model.session.ResultFile;
import dev.donmai.worker.internal.agent.AgentEnvironment;
import dev.donmai.worker.internal.agent.AgentRun;
import dev.donmai.worker.internal.agent.InstalledRuntimes;
import dev.donmai.worker.internal.agent.LoadedRuntime;
import dev.donmai.worker.internal.agent.Observed;
import dev.donmai.worker.internal.agent.RuntimeFiles;
import dev.donmai.worker.internal.agent.Scratch;
import dev.donmai.worker.internal.agent.Secrets;
import dev.donmai.worker.internal.agent.SessionContext;
import dev.donmai.worker.internal.agent.Task;
import dev.donmai.worker.internal.assignment.Assignment;
import dev.donmai.worker.internal.assignment.ContextCheck;
import dev.donmai.worker.internal.assignment.Work;
import dev.donmai.worker.internal.events.AgentEventJson;
import dev.donmai.worker.internal.events.EventSink;
import dev.donmai.worker.internal.result.Report;
import dev.donmai.worker.internal.result.Verdict;
import dev.donmai.worker.internal.workarea.CheckOut;
import dev.donmai.worker.internal.workarea.Collected;
import dev.donmai.worker.internal.workarea.Collection;
import dev.donmai.worker.internal.workarea.DirectoryLock;
import dev.donmai.worker.internal.workarea.Workarea;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a run ({@code sessions.md} §2.5), in their order: check the context, verify and load the runtime, resolve secrets,
 * check out, compose environment and task, run the agent, collect what it did, judge, report, tear down. Whatever fails or
 * interrupts them, the last four are done.
 */
final class SessionRun {

    /** A look at the tree of a big repository. */
    private static final Duration COLLECT = Duration.ofMinutes(2);

    /** Who was told to end has no more time than that, so that the whole end fits into ten seconds. */
    private static final Duration COLLECT_IN_A_HURRY = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(SessionRun.class);

    private final Assignment assignment;
    private final Work work;
    private final Map<String, String> variables;
    private final Cancellation cancellation = new Cancellation();
    private final InstantSource clock;
    private final Places places;
    private final long deadline;

    // How far the run has come.
    private Redactor redactor;
    private Optional<Workarea> workarea = Optional.empty();
    private Observed observed = new Observed();
    private Collected collected = Collected.NOTHING;
    private volatile @Nullable SessionContext context;

    /** @param variables the worker's own environment */
    SessionRun(Assignment assignment, Map<String, String> variables, InstantSource clock) {
        this.assignment = assignment;
        this.work = assignment.work();
        this.variables = variables;
        this.clock = clock;
        this.places = new Places(assignment, cancellation);
        this.deadline = System.nanoTime() + work.overall().toNanos();
        this.redactor = SecretValues.of(work);
    }

    /** Runs the session to its end and says how it was; never throws. */
    Conclusion run() {
        Instant started = clock.instant();
        try (Closing closing = new Closing()) {
            Optional<SessionFailure> failure = attempt(closing);
            Verdict verdict = Verdict.of(failure, cancellation.request(), observed);
            ResultFile result =
                    new Report(work, started, clock.instant(), redactor).of(verdict, observed, workarea, collected);
            Optional<String> unwritten = keep(result);
            places.tearDown(collected, verdict.completed());
            return Conclusion.of(work.sessionId(), verdict, failure.isPresent(), result, unwritten);
        }
    }

    /** The process was told to end. */
    void terminate() {
        places.terminated();
    }

    /** Kills what the agent has running, without a word. */
    void kill() {
        SessionContext running = context;
        if (running != null) {
            running.close();
        }
    }

    private Optional<SessionFailure> attempt(Closing closing) {
        try {
            steps(closing);
            return Optional.empty();
        } catch (SessionFailure e) {
            LOG.debug("the run failed", e);
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.of(new SessionFailure(FailureMode.RECORD_FAILED, e.toString(), e));
        } catch (InterruptedException e) {
            return Optional.of(new SessionFailure(FailureMode.TIMEOUT, "context canceled", e));
        } catch (RuntimeException e) {
            LOG.error("session {}: the worker failed", work.sessionId(), e);
            return Optional.of(new SessionFailure(FailureMode.SPAWN_FAILED, "internal error: " + e, e));
        }
    }

    private void steps(Closing closing) throws SessionFailure, IOException, InterruptedException {
        EventSink events = closing.keep(places.events(clock));
        ContextCheck.check(work.detail());
        Scratch scratch = closing.keep(places.scratch());
        LoadedRuntime runtime = closing.keep(runtime(scratch));
        Secrets secrets = Secrets.resolve(work.runtime().id(), work.runtime().settings(), variables);
        redactor = SecretValues.of(work, secrets);

        closing.keep(lock());
        Git git = Git.find(variables);
        workarea = Optional.of(cancellation.guard(() -> new CheckOut(git, events).make(work)));

        Map<String, String> environment = AgentEnvironment.compose(variables, work, secrets.env());
        SessionContext running = new SessionContext(
                environment,
                work.worktree(),
                secrets.settings(),
                scratch.directory("agent"),
                new SessionContext.Recording(
                        events, new AgentEventJson(redactor), closing.keep(places.output(redactor))),
                cancellation);
        context = running;
        observed = running.observed();
        try {
            new AgentRun(runtime, running, cancellation, limit())
                    .run(Task.of(work.detail(), work.worktree(), environment, secrets.settings()));
        } finally {
            collected = new Collection(git)
                    .collect(workarea.get(), cancellation.requested() ? COLLECT_IN_A_HURRY : COLLECT);
        }
    }

    private LoadedRuntime runtime(Scratch scratch) throws SessionFailure, IOException {
        String id = work.runtime().id();
        if (id.isEmpty() || assignment instanceof Assignment.FromDaemon) {
            return InstalledRuntimes.load(id, System.getProperty(InstalledRuntimes.PROPERTY, ""));
        }
        return LoadedRuntime.load(id, RuntimeFiles.verified(work.runtime().files(), scratch.directory("runtime")));
    }

    private DirectoryLock lock() throws SessionFailure {
        try {
            Files.createDirectories(work.worktree().resolve("..").normalize());
            return DirectoryLock.take(work.worktree())
                    .orElseThrow(() -> new SessionFailure(
                            FailureMode.WORKTREE_PROVISION,
                            "another worker is working in " + work.worktree() + "; end it first"));
        } catch (IOException e) {
            throw new SessionFailure(FailureMode.WORKTREE_PROVISION, "can't prepare " + work.worktree() + ": " + e, e);
        }
    }

    private AgentRun.Limit limit() {
        return new AgentRun.Limit(Duration.ofSeconds(work.limits().idleSeconds()), deadline);
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
