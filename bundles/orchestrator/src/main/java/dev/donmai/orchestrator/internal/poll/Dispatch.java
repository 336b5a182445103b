package dev.donmai.orchestrator.internal.poll;

import dev.donmai.model.Printable;
import dev.donmai.model.session.InboxFile;
import dev.donmai.orchestrator.internal.credentials.Credentials;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.DuplicateSessionException;
import dev.donmai.sessions.Sessions;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the parts of a reply to whom they are for: credentials first, as the work needs them, then items one after the other,
 * then messages, which may be for a session that has just begun.
 */
public final class Dispatch {

    private static final int MOST_SHOWN = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Sessions sessions;
    private final Nacks nacks;

    public Dispatch(Sessions sessions, Nacks nacks) {
        this.sessions = sessions;
        this.nacks = nacks;
    }

    void handle(PollReply reply, Credentials as) {
        reply.problems().forEach(problem -> LOG.warn("daemon poll failed: {}", shown(problem)));
        if (!reply.gitCredentials().isEmpty()) {
            sessions.updateGitCredentials(reply.gitCredentials());
        }
        if (!reply.work().isEmpty()) {
            LOG.info("daemon poll: {} work item(s) received", reply.work().size());
        }
        for (PolledItem item : reply.work()) {
            switch (item) {
                case PolledItem.Sound sound -> accept(sound, as);
                case PolledItem.Malformed malformed -> refuse(item, as, "decode work item: " + malformed.cause());
            }
        }
        reply.messages().forEach(this::deliver);
    }

    private void accept(PolledItem.Sound item, Credentials as) {
        try {
            var _ = sessions.accept(item.item().request(as.url(), as.workerId()));
        } catch (DuplicateSessionException e) {
            // To give it back would have it run elsewhere a second time.
            LOG.info("an item of work is offered again and is left alone: {}", e.getMessage());
        } catch (AdmissionException e) {
            refuse(item, as, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("session {} could not be accepted", shown(item.sessionId()), e);
            refuse(item, as, "internal error: " + e);
        }
    }

    private void refuse(PolledItem item, Credentials as, String cause) {
        String id = shown(item.sessionId());
        LOG.warn("poll handler error for session {}: accept work {}: {}", id, id, shown(cause));
        nacks.put(as, item, "accept work failed: " + cause);
    }

    private void deliver(String sessionId, List<InboxFile> messages) {
        for (InboxFile message : messages) {
            try {
                if (!sessions.deliver(sessionId, message)) {
                    LOG.warn("a message for session {} is lost: it does not run here", shown(sessionId));
                }
            } catch (IOException e) {
                LOG.warn("a message for session {} is lost: {}", shown(sessionId), e.getMessage());
            }
        }
    }

    private static String shown(String text) {
        return Printable.line(text, MOST_SHOWN);
    }
}
