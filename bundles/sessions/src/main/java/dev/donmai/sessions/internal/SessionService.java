package dev.donmai.sessions.internal;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.ControlToken;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.Participant;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.process.Cgroups;
import dev.donmai.process.Launcher;
import dev.donmai.process.Subreaper;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.routing.Router;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.NoRoomException;
import dev.donmai.sessions.PlatformCredentials;
import dev.donmai.sessions.SessionEvents;
import dev.donmai.sessions.SessionOutput;
import dev.donmai.sessions.SessionQuery;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.sessions.Sessions;
import dev.donmai.store.Outbox;
import dev.donmai.workareas.Workareas;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions service: puts the room together at start, answers questions, and takes part in start and stop. */
@Component(service = {Sessions.class, Participant.class, SessionService.class})
public final class SessionService implements Sessions, Participant {

    private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);

    private final Lifecycle lifecycle;
    private final Configuration configuration;
    private final Router router;
    private final ProviderRegistry registry;
    private final Workareas workareas;
    private final SpawnHooks hooks;
    private final DaemonOptions options;
    private final DaemonControl daemon;
    private final SessionTokens tokens;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();
    private final Slots slots;
    private final PlatformAccess platform = new PlatformAccess(clock);
    private volatile Optional<Room> room = Optional.empty();
    private volatile Optional<Configuration.Subscription> following = Optional.empty();

    /** What exists between start and stop. */
    private record Room(
            SessionDirectories directories,
            EndedSessions ended,
            SessionHost host,
            SessionWatch watch,
            SessionLists lists,
            Launcher launcher,
            Optional<Subreaper> reaper,
            ExecutorService executor) {}

    @Activate
    public SessionService(
            @Reference Lifecycle lifecycle,
            @Reference Configuration configuration,
            @Reference Router router,
            @Reference ProviderRegistry registry,
            @Reference Workareas workareas,
            @Reference SpawnHooks hooks,
            @Reference DaemonOptions options,
            @Reference DaemonControl daemon,
            @Reference ControlToken token,
            @Reference Outbox outbox) {
        this.lifecycle = lifecycle;
        this.configuration = configuration;
        this.router = router;
        this.registry = registry;
        this.workareas = workareas;
        this.hooks = hooks;
        this.options = options;
        this.daemon = daemon;
        this.tokens = new SessionTokens(token);
        this.outbox = outbox;
        this.slots = new Slots(() -> configuration.current().capacity().maxConcurrentSessions());
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public int order() {
        return SESSIONS;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        following = Optional.of(configuration.onChange(changed -> slots.reconfigured()));
        ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("donmai-session-", 0).factory());
        Launcher launcher = new Launcher(configuration.state().run());
        SessionDirectories directories =
                new SessionDirectories(configuration.state().sessions());
        SessionCgroups cgroups = new SessionCgroups(Cgroups.probe());
        SessionStart start =
                new SessionStart(directories, launcher, cgroups, hooks, options, tokens, configuration, clock);
        EndedSessions ended = new EndedSessions(directories, clock);
        SessionHost host = new SessionHost(
                slots,
                new Admission(
                        lifecycle,
                        router,
                        new SessionProviders(registry),
                        workareas,
                        slots,
                        new RepeatedWork(directories, ended, outbox, clock),
                        clock),
                start,
                new StopRequest(executor, clock),
                new SessionEnd(workareas, new PlatformReports(outbox), clock),
                ended,
                lifecycle,
                router,
                configuration,
                daemon,
                executor);
        SessionWatch watch = new SessionWatch(slots, host);
        room = Optional.of(new Room(
                directories,
                ended,
                host,
                watch,
                new SessionLists(slots, ended),
                launcher,
                Subreaper.enable(),
                executor));
        List<LiveSession> unfinished =
                new SessionRecovery(directories, launcher, start, host.daemonUrl(), clock).unfinished();
        unfinished.forEach(host::adopt);
        if (!unfinished.isEmpty()) {
            LOG.info("found {} session(s) of an earlier daemon", unfinished.size());
        }
        watch.start();
    }

    @Override
    public int drain(Duration timeout) throws InterruptedException {
        return slots.awaitEmpty(System.nanoTime() + timeout.toNanos());
    }

    @Override
    public void terminate(Duration grace) throws InterruptedException {
        room().host().terminate(grace);
    }

    @Override
    public void stop() {
        following.ifPresent(Configuration.Subscription::close);
        room.ifPresent(open -> {
            open.watch().close();
            open.launcher().close();
            open.reaper().ifPresent(Subreaper::close);
            open.executor().shutdown();
        });
    }

    private Room room() {
        return room.orElseThrow(() -> new IllegalStateException("the daemon has not been started"));
    }

    @Override
    public SessionHandle accept(SessionRequest request) throws AdmissionException {
        if (room.isEmpty()) {
            throw new NoRoomException(
                    "daemon is not running (state \"" + lifecycle.state().wireName() + "\")");
        }
        return room().host().accept(request);
    }

    @Override
    public List<SessionHandle> list(SessionQuery query) {
        return room.map(open -> open.lists().list(query)).orElseGet(List::of);
    }

    @Override
    public int active() {
        return slots.active();
    }

    /** The ids of those that have ended and cannot be finished. */
    List<String> unfinished() {
        return slots.all().stream()
                .filter(LiveSession::isHardToFinish)
                .map(LiveSession::id)
                .sorted()
                .toList();
    }

    @Override
    public int capacity() {
        return slots.capacity();
    }

    @Override
    public int capacity(DaemonConfig config) {
        return slots.capacity(config.capacity().maxConcurrentSessions());
    }

    @Override
    public void setCapacity(int count) {
        slots.setCapacity(count);
    }

    @Override
    public Optional<SessionDetail> detail(String sessionId) {
        return slots.find(sessionId)
                .map(LiveSession::file)
                .filter(file -> file.hasDetail())
                .map(file -> Details.forWorker(file, daemon.workerId(), platform));
    }

    @Override
    public void updateCredentials(PlatformCredentials credentials) {
        platform.update(credentials);
    }

    @Override
    public void updateGitCredentials(List<GitCredential> credentials) {
        platform.update(credentials);
    }

    @Override
    public boolean deliver(String sessionId, InboxFile message) throws IOException {
        Optional<LiveSession> live = slots.find(sessionId);
        if (live.isPresent()) {
            live.get().inbox().put(message);
        }
        return live.isPresent();
    }

    @Override
    public boolean authorises(String sessionId, String token) {
        return slots.find(sessionId).map(LiveSession::file).stream().anyMatch(file -> tokens.matches(file, token));
    }

    @Override
    public Optional<SessionRecord> record(String sessionId) {
        return SessionIds.wellFormed(sessionId) ? room().lists().record(sessionId) : Optional.empty();
    }

    @Override
    public List<WorkareaRow> activeWorkareas() {
        return room.map(open -> open.lists().activeWorkareas()).orElseGet(List::of);
    }

    @Override
    public Optional<Boolean> stop(String sessionId, String reason, Duration wait) throws InterruptedException {
        Optional<LiveSession> live = slots.find(sessionId);
        if (live.isEmpty()) {
            return record(sessionId).map(ended -> true);
        }
        room().host().stop(live.get(), ExitReason.STOPPED, reason);
        try {
            // Whoever is told that it has stopped finds its slot free and its record written.
            live.get().ended().get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(true);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.of(live.get().treeGone().isDone());
        }
    }

    @Override
    public Optional<SessionEvents> events(String sessionId) {
        return known(sessionId)
                .map(file ->
                        new EventFileReader(room().directories().of(sessionId).events(), () -> over(file)));
    }

    @Override
    public Optional<SessionOutput> output(String sessionId) {
        return known(sessionId)
                .map(file -> OutputReader.of(file, room().directories().of(sessionId), () -> over(file)));
    }

    /** Whether this run has ended: its record is written, or another run has taken its place. */
    private boolean over(SessionFile file) {
        return slots.find(file.sessionId())
                .map(live -> !live.file().nonce().equals(file.nonce()))
                .orElse(true);
    }

    private Optional<SessionFile> known(String sessionId) {
        if (!SessionIds.wellFormed(sessionId)) {
            return Optional.empty();
        }
        Optional<LiveSession> live = slots.find(sessionId);
        if (live.isPresent()) {
            return live.map(LiveSession::file);
        }
        try {
            return room().directories().read(sessionId);
        } catch (IOException e) {
            LOG.warn("session {}: {}", sessionId, e.getMessage());
            return Optional.empty();
        }
    }
}
