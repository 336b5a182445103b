package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An orchestrator on loopback. It answers as {@code orchestrator.md} says, notes every request and whatever is wrong with
 * one ({@link #violations}), and lets things go wrong when it is told to ({@link #faults}). Thread-safe.
 *
 * <p>{@link #down} and {@link #up} take it off the network and back to the same address; {@link #restart} does both and
 * forgets workers and tokens, but no work.
 */
public final class StandIn implements AutoCloseable {

    /** A registration token that every stand-in takes which wants none of its own. */
    public static final String REGISTRATION_TOKEN = "rsp_live_stand_in_0123456789abcdef";

    private static final int BACKLOG = 1024;

    private final Platform platform;
    private final Journal journal;
    private final Faults faults = new Faults();
    private final InetSocketAddress address;
    private Optional<Listening> listening = Optional.empty();
    private int mutations;

    private record Listening(HttpServer server, Exchanges exchanges, ExecutorService threads) {}

    private StandIn(StandInOptions options) throws IOException {
        platform = new Platform(options);
        journal = new Journal(options.journal());
        address = bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()));
    }

    /** One with the usual intervals on a free port. */
    public static StandIn start() {
        return start(StandInOptions.DEFAULTS);
    }

    /**
     * One that listens.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static StandIn start(StandInOptions options) {
        try {
            return new StandIn(options);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + options.port() + " on loopback: " + e.getMessage(), e);
        }
    }

    private synchronized InetSocketAddress bind(InetSocketAddress wanted) throws IOException {
        HttpServer server = HttpServer.create(wanted, BACKLOG);
        Exchanges exchanges = new Exchanges(platform, journal, faults, new AdminCalls(this));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.createContext("/", exchanges);
        server.setExecutor(threads);
        server.start();
        listening = Optional.of(new Listening(server, exchanges, threads));
        return server.getAddress();
    }

    /** What {@code orchestrator.url} is set to. */
    public String url() {
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Closes the port and every connection. */
    public synchronized void down() {
        listening.ifPresent(open -> {
            open.exchanges().release();
            open.server().stop(0);
            open.threads().shutdownNow();
        });
        listening = Optional.empty();
    }

    /** Listens again, at the same address. */
    public synchronized void up() {
        if (listening.isPresent()) {
            return;
        }
        try {
            var _ = bind(address);
            journal.tell("listening on " + url());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if it had been restarted: every connection breaks, workers and tokens are forgotten, work is not. */
    public void restart() {
        down();
        forgetWorkers();
        up();
    }

    /** Forgets workers and tokens. */
    public void forgetWorkers() {
        synchronized (platform) {
            platform.forgetWorkers();
        }
        journal.tell("workers and tokens are forgotten");
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** Queues a work item. */
    public void offer(ObjectNode item) {
        offer(Json.line(item));
    }

    /** Queues a work item as this text, which is offered and expected back byte for byte; well-formed or not. */
    public void offer(String item) {
        synchronized (platform) {
            WorkItem added = platform.work().add(item);
            journal.tell("item " + added.sessionId() + " queued");
        }
    }

    /** A complete item; what a session needs can be added. */
    public static ObjectNode item(String sessionId, String project) {
        return Json.object()
                .put("sessionId", sessionId)
                .put("issueId", "iss_" + sessionId)
                .put("issueIdentifier", "SHOP-" + sessionId)
                .put("projectName", project)
                .put("priority", 0)
                .put("queuedAt", Instant.now().toEpochMilli());
    }

    /** A message for a session's agent, delivered by the next poll of the worker that has the session. */
    public void message(String sessionId, ObjectNode message) {
        synchronized (platform) {
            platform.message(sessionId, message);
        }
    }

    /** A git credential that every poll brings from now on. */
    public void gitCredential(ObjectNode credential) {
        synchronized (platform) {
            platform.gitCredentials().add(credential);
        }
    }

    /** What every heartbeat is told from now on; an empty object for nothing. */
    public void hostStatus(ObjectNode status) {
        synchronized (platform) {
            platform.hostStatus(status);
        }
    }

    /** Asks every worker for a change, until it has acknowledged it; the change's id. */
    public String mutate(String op, JsonNode params) {
        synchronized (platform) {
            String id = "mut_%02d".formatted(++mutations);
            ObjectNode mutation = Json.object()
                    .put("id", id)
                    .put("op", op)
                    .put(
                            "requestedAt",
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("requestedBy", "usr_1");
            if (!params.isMissingNode()) {
                mutation.set("params", params);
            }
            platform.workers().forEach(worker -> worker.ask(mutation.deepCopy()));
            return id;
        }
    }

    /** Makes every runtime token expire now. */
    public void expireTokens() {
        synchronized (platform) {
            platform.tokens().expireAll();
        }
        journal.tell("every runtime token has expired");
    }

    /** How long tokens are good that are given out from now on. */
    public void tokenLifetime(Duration lifetime) {
        synchronized (platform) {
            platform.options(platform.options().tokenLifetime(lifetime));
        }
    }

    /** Answers lock refreshes of a session as if another worker had it. */
    public void takeOver(String sessionId) {
        synchronized (platform) {
            platform.takeOver(sessionId);
        }
    }

    /** Whether a refused item stays refused instead of being queued again. */
    public void keepRefused(boolean keep) {
        synchronized (platform) {
            platform.keepRefused(keep);
        }
    }

    /** The workers that are known, the latest registration last. */
    public List<WorkerView> workers() {
        return locked(() -> platform.workers().stream().map(Worker::view).toList());
    }

    /** All items in the order in which they were queued. */
    public List<ItemView> items() {
        return locked(() -> platform.work().views());
    }

    /** One item. */
    public Optional<ItemView> item(String sessionId) {
        return locked(() -> platform.work().find(sessionId).map(WorkItem::view));
    }

    private <T> T locked(Supplier<T> question) {
        synchronized (platform) {
            return question.get();
        }
    }

    /** The requests so far, the latest of them when there were very many. */
    public List<SeenRequest> seen() {
        return journal.seen();
    }

    /** The requests of one call. */
    public List<SeenRequest> seen(Endpoint endpoint) {
        return seen().stream().filter(one -> one.endpoint() == endpoint).toList();
    }

    /** How many requests there were of each call. */
    public Map<Endpoint, Long> counts() {
        return journal.counts();
    }

    /** What clients did wrong. */
    public List<Violation> violations() {
        return journal.violations();
    }

    /** Tells what happens, in words, as it happens. */
    public void listen(Consumer<String> listener) {
        journal.listen(listener);
    }

    @Override
    public void close() {
        down();
    }
}
