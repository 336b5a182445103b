package dev.donmai.worker.internal.platform;

import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.model.session.ResultFile;
import dev.donmai.net.WebClient;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.agent.AgentEventListener;
import dev.donmai.worker.internal.agent.Inbox;
import dev.donmai.worker.internal.assignment.DetailSource;
import dev.donmai.worker.internal.assignment.Work;
import dev.donmai.worker.internal.events.AgentEventJson;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A session's connection to its platform: everything that goes there, from the lock at the start to the result at the end. */
public final class PlatformLink implements Closeable {

    private final Work work;
    private final Credentials credentials;
    private final Platform platform;
    private final WebClient client;
    private final PlatformTiming timing;
    private @Nullable LockRefresh lock;
    private @Nullable ActivityStream activity;

    public PlatformLink(Work work, DetailSource source, PlatformTiming timing) {
        this.work = work;
        this.timing = timing;
        this.client = source.client();
        this.credentials = new Credentials(source, work.detail());
        this.platform = new Platform(client, credentials);
    }

    /** The session's credentials. */
    public Credentials credentials() {
        return credentials;
    }

    /**
     * What the issue tracker is offered.
     *
     * @param sessionDirectory where it may keep something
     */
    public IssueTrackerContext trackerContext(Path sessionDirectory) {
        return new TrackerContext(client, credentials, sessionDirectory);
    }

    /** Takes the lock and keeps it, when there is an issue to be locked. */
    public void keepLock(Cancellation cancellation, Inbox inbox) throws InterruptedException {
        if (work.detail().issueId().isEmpty()) {
            return;
        }
        Duration patience = Duration.ofSeconds(work.settings().platformOutageSeconds());
        LockRefresh refresh =
                new LockRefresh(platform, work.detail().issueId(), cancellation, inbox::post, timing.lock(), patience);
        lock = refresh;
        cancellation.guard(() -> {
            refresh.begin();
            return true;
        });
    }

    /** Begins to show what the agent does. */
    public AgentEventListener showActivity(AgentEventJson redacted, InstantSource clock) {
        ActivityStream stream = new ActivityStream(platform, work.runtime().id(), redacted, clock);
        activity = stream;
        return stream;
    }

    /** Says no more about the running session; only the result may follow. */
    @Override
    public void close() {
        if (activity != null) {
            activity.close();
        }
        if (lock != null) {
            lock.close();
        }
    }

    /** Delivers the result. */
    public ResultDelivery.Delivered deliver(ResultFile result, PlatformTiming.Delivery timing)
            throws InterruptedException {
        return new ResultDelivery(platform, timing).deliver(result);
    }
}
