package dev.donmai.worker.internal;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.files.Redactor;
import dev.donmai.git.Git;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.worker.internal.agent.AgentEnvironment;
import dev.donmai.worker.internal.agent.AgentEventListener;
import dev.donmai.worker.internal.agent.AgentRun;
import dev.donmai.worker.internal.agent.Budget;
import dev.donmai.worker.internal.agent.Inbox;
import dev.donmai.worker.internal.agent.Observed;
import dev.donmai.worker.internal.agent.Secrets;
import dev.donmai.worker.internal.agent.SessionContext;
import dev.donmai.worker.internal.agent.Steering;
import dev.donmai.worker.internal.agent.Task;
import dev.donmai.worker.internal.assignment.Assignment;
import dev.donmai.worker.internal.assignment.ContextCheck;
import dev.donmai.worker.internal.assignment.Work;
import dev.donmai.worker.internal.events.AgentEventJson;
import dev.donmai.worker.internal.events.EventSink;
import dev.donmai.worker.internal.events.Transcript;
import dev.donmai.worker.internal.platform.PlatformLink;
import dev.donmai.worker.internal.platform.PlatformTiming;
import dev.donmai.worker.internal.prompt.Prompts;
import dev.donmai.worker.internal.provider.LoadedProvider;
import dev.donmai.worker.internal.provider.ProviderKind;
import dev.donmai.worker.internal.provider.Providers;
import dev.donmai.worker.internal.workarea.AgentFolder;
import dev.donmai.worker.internal.workarea.CheckOut;
import dev.donmai.worker.internal.workarea.DirectoryLock;
import dev.donmai.worker.internal.workarea.GitTokens;
import dev.donmai.worker.internal.workarea.StateFile;
import dev.donmai.worker.internal.workarea.Workarea;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a run ({@code sessions.md} §2.5), in their order: check the context, verify and load the runtime, resolve secrets, take
 * the lock, check out, compose environment and task, run the agent; then, whatever fails or interrupts them, the steps of
 * {@link SessionEnding}.
 */
final class SessionRun {

    private static final Logger LOG = LoggerFactory.getLogger(SessionRun.class);

    private final Work work;
    private final Map<String, String> variables;
    private final Cancellation cancellation = new Cancellation();
    private final InstantSource clock;
    private final Places places;
    private final Optional<PlatformLink> platform;
    private final PlatformTiming timing;
    private final long deadline;

    // How far the run has come.
    private Redactor redactor;
    private Secrets secrets = Secrets.NONE;
    private Optional<Providers> providers = Optional.empty();
    private Optional<Workarea> workarea = Optional.empty();
    private Optional<StateFile> state = Optional.empty();
    private Optional<Budget> budget = Optional.empty();
    private Observed observed = new Observed();
    private volatile @Nullable SessionContext context;

    /** @param variables the worker's own environment */
    SessionRun(Assignment assignment, Map<String, String> variables, InstantSource clock, PlatformTiming timing) {
        this.work = assignment.work();
        this.timing = timing.with(work.settings());
        this.variables = variables;
        this.clock = clock;
        this.places = new Places(assignment, cancellation);
        this.platform = work.detail().hasPlatform()
                ? assignment.source().map(source -> new PlatformLink(work, source, this.timing))
                : Optional.empty();
        this.deadline = System.nanoTime() + work.overall().toNanos();
        this.redactor = SecretValues.of(work);
    }

    /** Runs the session to its end and says how it was; never throws. */
    Conclusion run() {
        Instant started = clock.instant();
        try (Closing closing = new Closing()) {
            Optional<SessionFailure> failure = attempt(closing);
            SessionEnding.Reached reached = new SessionEnding.Reached(
                    started, clock, timing, redactor, secrets, providers, workarea, state, budget, observed);
            return new SessionEnding(work, variables, places, platform, cancellation, reached).run(failure);
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
        Providers found = new Providers(scratch, places.pinsProviders());
        providers = Optional.of(found);
        LoadedProvider<AgentRuntime> runtime = closing.keep(found.load(ProviderKind.AGENT_RUNTIME, work.runtime()));
        secrets = Secrets.resolve(work.runtime().id(), work.runtime().settings(), variables);
        redactor = SecretValues.of(work, secrets);

        Inbox inbox = new Inbox(places.directory().map(SessionLayout::inbox));
        if (platform.isPresent()) {
            platform.get().keepLock(cancellation, inbox);
        }
        closing.keep(lock());
        Workarea tree =
                cancellation.guard(() -> new CheckOut(Git.find(variables), events, repositoryToken()).make(work));
        workarea = Optional.of(tree);

        Map<String, String> environment = AgentEnvironment.compose(variables, work, secrets.env());
        Task task = Task.of(work, prompts(), environment, secrets.settings());
        Budget caps = new Budget(work.detail().stageBudget(), cancellation);
        budget = Optional.of(caps);
        AgentEventJson json = new AgentEventJson(redactor);
        List<AgentEventListener> listeners = new ArrayList<>();
        state = Optional.of(new StateFile(work, clock));
        state.get().begin();
        listeners.add(state.get());
        transcript(json, closing).ifPresent(listeners::add);
        platform.ifPresent(link -> listeners.add(link.showActivity(json, clock)));
        listeners.add(caps);
        listeners.add(event -> tellMismatches(event, task));
        SessionContext running = new SessionContext(
                environment,
                work.worktree(),
                secrets.settings(),
                scratch.directory("agent"),
                new SessionContext.Recording(events, json, closing.keep(places.output(redactor)), listeners),
                cancellation);
        context = running;
        observed = running.observed();
        new AgentRun(runtime, running, cancellation, limit(), caps, new Steering(work.detail(), inbox))
                .run(task.spec(), work.detail().providerSessionId());
    }

    private String repositoryToken() throws InterruptedException {
        return platform.isPresent()
                ? GitTokens.of(
                        platform.get().credentials().current(), work.checkout().repository(), clock.instant())
                : "";
    }

    private Prompts prompts() throws SessionFailure {
        try {
            return Prompts.of(work);
        } catch (RuntimeException e) {
            throw new SessionFailure(FailureMode.PROMPT_RENDER, "the prompt can't be written: " + e, e);
        }
    }

    private Optional<Transcript> transcript(AgentEventJson json, Closing closing) {
        try {
            return Optional.of(closing.keep(Transcript.open(AgentFolder.file(work.worktree(), "events.jsonl"), json)));
        } catch (IOException e) {
            LOG.warn("the agent's events are not kept in its tree: {}", e.toString());
            return Optional.empty();
        }
    }

    /** What was not even asked for is told once the agent has said who it is, as its runtime tells what it can't honour. */
    private void tellMismatches(AgentEvent event, Task task) {
        SessionContext running = context;
        if (event instanceof AgentEvent.Init
                && running != null
                && running.observed().mismatches().isEmpty()) {
            task.mismatches().forEach(mismatch -> running.emit(new AgentEvent.Notice(Observed.MISMATCH, mismatch)));
        }
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
}
