package dev.donmai.registry.internal;

import dev.donmai.api.provider.Probe;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.internal.ProviderDriver.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One provider JAR that was examined, and how far it got since. Every {@link #begin} brings it as far as it gets on a thread
 * of its own. A provider that hangs holds nothing but that one thread: no second one is begun beside it. Thread-safe.
 */
final class ProviderEntry {

    /**
     * What is known; swapped as a whole.
     *
     * @param view the row of the provider list
     * @param phase where it stands
     * @param usable whether sessions may be given to it
     * @param capabilities what it can do, once that agreed with its manifest; always there when usable
     */
    record State(ProviderView view, ProviderState phase, boolean usable, Optional<Map<String, Object>> capabilities) {}

    /** Why it gets no work, apart from what it can do. */
    private enum Standing {
        /** It gets work. */
        SERVING,
        /** The operator has switched it off. */
        OFF,
        /** It has been replaced or removed. */
        LEAVING,
        /** It is gone, and its bundle with it. */
        GONE,
        /** It is gone, and its bundle is another entry's. */
        LET_GO
    }

    private static final Outcome NOT_STARTED =
            Outcome.failed(ProviderState.VERIFIED, Probe.inactive("not started yet"), false);

    private static final Logger LOG = LoggerFactory.getLogger(ProviderEntry.class);

    private final Optional<ProviderDriver> driver;
    private final BundleEnd end;
    private final BiFunction<ProviderFamily, String, Map<String, Object>> settings;
    private final CompletableFuture<Void> tried = new CompletableFuture<>();
    private final CrashCount crashes = new CrashCount();

    private volatile ExaminedJar jar;
    private volatile State state;
    private Outcome outcome = NOT_STARTED;
    private Standing standing = Standing.SERVING;
    private String why = "";
    private String update = "";
    private CountDownLatch running = new CountDownLatch(0);
    private CountDownLatch holding = new CountDownLatch(0);
    private Optional<Thread> runner = Optional.empty();
    private boolean again;
    private boolean rested;

    /**
     * An entry of a JAR; nothing of it runs yet.
     *
     * @param driver of a JAR that was found fit; empty for one that was refused
     */
    ProviderEntry(
            ExaminedJar jar,
            Optional<ProviderDriver> driver,
            BundleEnd end,
            BiFunction<ProviderFamily, String, Map<String, Object>> settings) {
        this.jar = jar;
        this.driver = driver;
        this.end = end;
        this.settings = settings;
        jar.refusal().ifPresent(refusal -> {
            outcome = Outcome.inactive(refusal.reason());
            tried.complete(null);
        });
        this.state = ProviderRow.of(jar, outcome, update);
        if (jar.refusal().isPresent()) {
            LOG.warn("provider {}: {}", jar.source().path(), state.view().reason());
        }
    }

    /** Completes when it has been brought as far as it gets for the first time. */
    CompletableFuture<Void> tried() {
        return tried;
    }

    /** Brings it as far as it gets, on a thread of its own. While one does so, it is only told to look again. */
    synchronized void begin() {
        if (driver.isEmpty() || standing != Standing.SERVING || crashes.tooMany()) {
            return;
        }
        if (running.getCount() > 0) {
            again = true;
            return;
        }
        again = false;
        running = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        holding = held;
        ProviderDriver active = driver.get();
        runner = Optional.of(
                Thread.ofPlatform().daemon().name("donmai-provider-" + id()).start(() -> {
                    try {
                        run(active);
                    } finally {
                        held.countDown();
                    }
                }));
    }

    private void run(ProviderDriver active) {
        while (true) {
            Outcome reached = active.advance(settings.apply(family(), id()));
            synchronized (this) {
                outcome = reached.crashed() ? crashes.count(reached) : reached;
                publish();
                // Its service may have come after we had looked for it.
                if (outcome.usable() || !again || standing != Standing.SERVING) {
                    running.countDown();
                    runner = Optional.empty();
                    break;
                }
                again = false;
            }
        }
        tried.complete(null);
        if (gone()) {
            jar.bundle().ifPresent(end::uninstall);
        }
    }

    /** Waits for what {@link #begin} began; one that takes longer is unhealthy until it answers after all. */
    void awaitUntil(long deadlineNanos) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = running;
        }
        if (!latch.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            late(latch);
        }
    }

    /** Says, when it is run, that what runs now did not answer in time, unless it has by then. */
    synchronized Runnable overdue() {
        CountDownLatch latch = running;
        return () -> late(latch);
    }

    private synchronized void late(CountDownLatch latch) {
        if (latch.getCount() > 0) {
            String stage = driver.map(ProviderDriver::stage).orElse("");
            outcome = new Outcome(
                    outcome.capabilities().isPresent() ? outcome.state() : ProviderState.INACTIVE,
                    Probe.unhealthy("it did not answer in time while " + stage),
                    outcome.capabilities(),
                    false);
            publish();
        }
    }

    /** It gets no more work, for good. */
    synchronized void leave(String reason) {
        standing = Standing.LEAVING;
        why = reason;
        publish();
    }

    /** It gets no more work until it is switched on again. */
    synchronized void switchOff() {
        if (standing == Standing.SERVING) {
            standing = Standing.OFF;
            publish();
        }
    }

    /** It gets work again, whatever it did before. */
    synchronized void switchOn() {
        if (standing == Standing.OFF) {
            standing = Standing.SERVING;
            rested = false;
            outcome = NOT_STARTED;
        }
        crashes.forget();
        driver.ifPresent(ProviderDriver::restart);
    }

    /** Stops what has been switched off and runs in no session any more. */
    void rest() {
        synchronized (this) {
            if (standing != Standing.OFF || rested) {
                return;
            }
            rested = true;
            publish();
        }
        jar.bundle().ifPresent(end::stop);
    }

    /** Takes the bundle out of the framework; where its own code holds it up, as soon as that lets go. */
    void retire() {
        boolean busy;
        synchronized (this) {
            standing = Standing.GONE;
            publish();
            busy = running.getCount() > 0;
            runner.ifPresent(Thread::interrupt);
        }
        if (!busy) {
            jar.bundle().ifPresent(end::uninstall);
        }
    }

    /** Waits until nothing of it runs and, where it was retired, its bundle is gone; not beyond the deadline. */
    boolean awaitLetGo(long deadlineNanos) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = holding;
        }
        return latch.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Gone, though its bundle stays: another entry has it. */
    synchronized void letGo() {
        standing = Standing.LET_GO;
        publish();
    }

    /** Says in its row why the next version is not in its place. */
    synchronized void noteUpdate(String text) {
        update = text;
        publish();
    }

    /** Another file holds the same bytes now. */
    synchronized void moveTo(ProviderFile source, FileStamp stamp) {
        jar = jar.movedTo(source, stamp);
        publish();
    }

    private synchronized void publish() {
        ProviderView before = state.view();
        state = switch (standing) {
            case SERVING -> ProviderRow.of(jar, outcome, update);
            case OFF -> rested ? ProviderRow.off(jar, outcome) : ProviderRow.draining(jar, outcome, "switched off");
            case LEAVING -> ProviderRow.draining(jar, outcome, why);
            case GONE, LET_GO -> ProviderRow.gone(jar, why);
        };
        ProviderView now = state.view();
        if (!before.state().equals(now.state())
                || !before.status().equals(now.status())
                || !before.reason().equals(now.reason())) {
            LOG.info(
                    "provider {} {} is {} ({}){}",
                    now.id(),
                    now.version(),
                    now.state(),
                    now.status(),
                    now.reason().isEmpty() ? "" : ": " + now.reason());
        }
    }

    State state() {
        return state;
    }

    ExaminedJar jar() {
        return jar;
    }

    String id() {
        return ProviderRow.id(jar);
    }

    Version version() {
        return ProviderRow.version(jar);
    }

    /** What has no known family is listed among those it most likely wanted to be. */
    ProviderFamily family() {
        return ProviderRow.family(jar);
    }

    boolean refused() {
        return jar.refusal().isPresent();
    }

    /** Why it leaves or has left. */
    synchronized String why() {
        return why;
    }

    synchronized boolean serving() {
        return standing == Standing.SERVING;
    }

    synchronized boolean off() {
        return standing == Standing.OFF;
    }

    synchronized boolean leaving() {
        return standing == Standing.LEAVING;
    }

    private synchronized boolean gone() {
        return standing == Standing.GONE;
    }

    boolean owns(long bundleId) {
        return jar.bundle().filter(bundle -> bundle.getBundleId() == bundleId).isPresent();
    }

    /** Whether it takes the place of an id; one that was refused or is leaving does not. */
    boolean standsFor(ProviderFamily family, String id) {
        return !refused() && (serving() || off()) && family() == family && id().equals(id);
    }
}
