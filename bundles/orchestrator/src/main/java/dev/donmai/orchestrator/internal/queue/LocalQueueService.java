package dev.donmai.orchestrator.internal.queue;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.Participant;
import dev.donmai.model.session.QueueLayout;
import dev.donmai.orchestrator.LocalQueue;
import dev.donmai.sessions.Sessions;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local queue of a daemon: recovers its claims before sessions are recovered, works once the daemon runs. */
@Component(service = {LocalQueue.class, Participant.class})
public final class LocalQueueService implements LocalQueue, Participant {

    private static final Logger LOG = LoggerFactory.getLogger(LocalQueueService.class);

    private final Configuration configuration;
    private final Intake intake;
    private Optional<RunningQueue> queue = Optional.empty();

    @Activate
    public LocalQueueService(
            @Reference Configuration configuration, @Reference Lifecycle lifecycle, @Reference Sessions sessions) {
        this.configuration = configuration;
        this.intake = new SessionIntake(configuration, lifecycle, sessions);
    }

    @Override
    public String name() {
        return "queue";
    }

    /** Before the sessions: what is known of one that has ended must have been read before it may be forgotten. */
    @Override
    public int order() {
        return SESSIONS - 5;
    }

    @Override
    public synchronized void start() throws IOException, InterruptedException {
        queue = Optional.of(RunningQueue.open(layout(), configuration.state(), intake));
    }

    @Override
    public synchronized void running() {
        queue.ifPresent(RunningQueue::begin);
    }

    @Override
    public synchronized void stop() {
        queue.ifPresent(RunningQueue::close);
        queue = Optional.empty();
    }

    @Override
    public int depth() {
        try {
            return new QueueFiles(layout()).depth();
        } catch (IOException e) {
            LOG.warn("the queue cannot be counted: {}", e.getMessage());
            return 0;
        }
    }

    private QueueLayout layout() {
        return new QueueLayout(configuration.state().queue());
    }
}
