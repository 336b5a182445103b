package dev.donmai.tck.internal.issuetracker;

import dev.donmai.api.issuetracker.IssueOutcome;
import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.tck.IssueTrackerTck;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import dev.donmai.tck.internal.ProviderUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** What an issue tracker answers. */
public final class TrackerChecks {

    private static final String ISSUE = "TCK-1";
    private static final String STATUS = "supportsStatusUpdates";
    private static final String COMMENTS = "supportsComments";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration OVERTIME = Duration.ofSeconds(2);

    private final ProviderUnderTest provider;
    private final IssueTrackerTck tck;

    private TrackerChecks(ProviderUnderTest provider, IssueTrackerTck tck) {
        this.provider = provider;
        this.tck = tck;
    }

    public static List<Check> of(ProviderUnderTest provider, IssueTrackerTck tck) {
        TrackerChecks checks = new TrackerChecks(provider, tck);
        return List.of(
                new Check(
                        "tracker.knows-every-status",
                        "Each status can be set, where it declares " + STATUS + ".",
                        checks::statuses),
                new Check(
                        "tracker.comments",
                        "A comment can be made, where it declares " + COMMENTS + ".",
                        checks::comments),
                new Check(
                        "tracker.refuses-what-it-does-not-declare",
                        "What it does not declare is answered with Refused.",
                        checks::refuses),
                new Check(
                        "tracker.answers-when-nobody-does",
                        "A service that cannot be reached is answered with Unavailable and not with an exception.",
                        checks::unreachable),
                new Check(
                        "tracker.keeps-its-limit",
                        "A call ends with its limit, however often it would try again.",
                        checks::keepsLimit),
                new Check(
                        "tracker.asks-for-the-token-each-time",
                        "Every attempt comes with a token of its own.",
                        checks::asksForToken),
                new Check("tracker.can-be-interrupted", "An interrupt ends a call.", checks::interrupted));
    }

    /** What is asked of the tracker. */
    @FunctionalInterface
    private interface Call {
        IssueOutcome of(IssueTracker tracker, Service service) throws InterruptedException;
    }

    private IssueOutcome call(Service service, Call call) throws Exception {
        try (Loaded<IssueTracker> loaded = provider.load(IssueTracker.class)) {
            return call.of(loaded.work().getFirst(), service);
        }
    }

    private Service service(Service.Answer answer) throws IOException {
        return new Service(provider.directory("session"), answer);
    }

    private static IssueOutcome finish(IssueTracker tracker, Service service, Duration limit)
            throws InterruptedException {
        return tracker.updateStatus(ISSUE, IssueStatus.FINISHED, service, limit);
    }

    private void statuses() throws Exception {
        Assumptions.assumeTrue(provider.declares(STATUS), "the tracker does not declare " + STATUS);
        for (IssueStatus status : IssueStatus.values()) {
            IssueOutcome outcome = call(
                    service(url -> tck.accepted()),
                    (tracker, service) -> tracker.updateStatus(ISSUE, status, service, LONG));
            Demand.that(outcome instanceof IssueOutcome.Done, "For " + status + " it says " + outcome + ".");
        }
    }

    private void comments() throws Exception {
        Assumptions.assumeTrue(provider.declares(COMMENTS), "the tracker does not declare " + COMMENTS);
        IssueOutcome outcome = call(
                service(url -> tck.accepted()),
                (tracker, service) -> tracker.createComment(ISSUE, "Said \u20ac and *so*.", service, LONG));
        Demand.that(outcome instanceof IssueOutcome.Done, "It says " + outcome + ".");
    }

    private void refuses() throws Exception {
        List<Call> undeclared = new ArrayList<>();
        if (!provider.declares(STATUS)) {
            undeclared.add((tracker, service) -> finish(tracker, service, LONG));
        }
        if (!provider.declares(COMMENTS)) {
            undeclared.add((tracker, service) -> tracker.createComment(ISSUE, "text", service, LONG));
        }
        Assumptions.assumeFalse(undeclared.isEmpty(), "the tracker declares everything");
        for (Call each : undeclared) {
            IssueOutcome outcome = call(service(url -> tck.accepted()), each);
            Demand.that(outcome instanceof IssueOutcome.Refused, "It says " + outcome + ".");
        }
    }

    /** A check of posts does not run for a tracker that posts nothing. */
    private static void assumePosted(Service service) {
        Assumptions.assumeFalse(service.bearers().isEmpty(), "the tracker posts nothing");
    }

    private void unreachable() throws Exception {
        Service service = service(url -> {
            throw new IOException("POST " + url + ": nobody listens there");
        });
        IssueOutcome outcome;
        try {
            outcome = call(service, (tracker, context) -> finish(tracker, context, SHORT));
        } catch (RuntimeException e) {
            throw new AssertionError("It throws " + e + ".", e);
        }
        assumePosted(service);
        Demand.that(outcome instanceof IssueOutcome.Unavailable, "It says " + outcome + ".");
    }

    private void keepsLimit() throws Exception {
        Service service = service(url -> tck.busy());
        long begin = System.nanoTime();
        IssueOutcome outcome = call(service, (tracker, context) -> finish(tracker, context, SHORT));
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        assumePosted(service);
        Demand.that(
                taken.compareTo(SHORT.plus(OVERTIME)) < 0,
                "With a limit of " + SHORT.toMillis() + " ms it took " + taken.toMillis() + " and says " + outcome
                        + ".");
    }

    private void asksForToken() throws Exception {
        AtomicInteger posts = new AtomicInteger();
        Service service = service(url -> posts.incrementAndGet() == 1 ? tck.busy() : tck.accepted());
        IssueOutcome outcome = call(service, (tracker, context) -> finish(tracker, context, LONG));
        assumePosted(service);
        Demand.that(
                service.bearers().size() > 1
                        && new HashSet<>(service.bearers()).size()
                                == service.bearers().size(),
                "Its attempts came with " + service.bearers() + ", and it says " + outcome + ".");
    }

    private void interrupted() throws Exception {
        CountDownLatch posted = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Service service = service(url -> {
            posted.countDown();
            never.await();
            return tck.accepted();
        });
        FutureTask<IssueOutcome> task =
                new FutureTask<>(() -> call(service, (tracker, context) -> finish(tracker, context, LONG)));
        Thread thread = Thread.ofPlatform().daemon().name("tck-tracker").start(task);
        while (!posted.await(20, TimeUnit.MILLISECONDS)) {
            Assumptions.assumeFalse(task.isDone(), "the tracker posts nothing");
        }
        thread.interrupt();
        try {
            task.get(OVERTIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Demand.that(e.getCause() instanceof InterruptedException, "It throws " + e.getCause() + ".");
        } catch (TimeoutException e) {
            throw new AssertionError("It goes on.", e);
        } finally {
            never.countDown();
        }
    }
}
