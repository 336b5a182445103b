package dev.donmai.sessions;

import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.WorkareaRow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The sessions of this machine, live and ended. Thread-safe; a service. */
public interface Sessions {

    /**
     * Admits and starts a session. When it returns, the session is durable and its wrapper runs; no git work has been
     * waited for.
     *
     * @throws AdmissionException when it is refused; nothing is left of it then
     * @throws DuplicateSessionException when it runs already, or has run this very work
     * @throws NoRoomException when any session would be refused now
     */
    SessionHandle accept(SessionRequest request) throws AdmissionException;

    /** Sessions by {@code acceptedAt}, then id. */
    List<SessionHandle> list(SessionQuery query);

    /** How many hold a slot. */
    int active();

    /** How many slots there are now. */
    int capacity();

    /** How many there are under this configuration: for whoever shows it beside other parts of the same snapshot. */
    int capacity(DaemonConfig config);

    /** Changes the number of slots until another one is configured; live sessions are not touched. */
    void setCapacity(int slots);

    /** What a worker is told; empty for a session without detail and for one that has ended. */
    Optional<SessionDetail> detail(String sessionId);

    /**
     * Replaces the credentials that details show from now on, for sessions of that platform only. An empty id or token
     * leaves the old one.
     */
    void updateCredentials(PlatformCredentials credentials);

    /** Replaces git credentials by repository; details show those of their own repository while they are good. */
    void updateGitCredentials(List<GitCredential> credentials);

    /**
     * Puts a message into the inbox of a session, for its agent. A message with an id that has been there is dropped.
     *
     * @return whether such a session lives
     * @throws IOException when the message could not be stored, or too many wait already
     */
    boolean deliver(String sessionId, InboxFile message) throws IOException;

    /**
     * Whether this is the token that the worker of a live session was given ({@code DONMAI_SESSION_TOKEN}): whoever has it
     * may read the detail of that session. Takes the same time wherever the two differ.
     */
    boolean authorises(String sessionId, String token);

    /** Everything kept about a session, live or ended. */
    Optional<SessionRecord> record(String sessionId);

    /** One row per live session, sorted by session id in UTF-8 byte order. */
    List<WorkareaRow> activeWorkareas();

    /**
     * Ends a session: TERM to its tree, the grace period, KILL, verified. Waits up to {@code wait} for the end.
     *
     * @return whether the tree was gone in time; empty when no such session lives or lived. True for an ended one.
     */
    Optional<Boolean> stop(String sessionId, String reason, Duration wait) throws InterruptedException;

    /** The events of a session, live or ended. */
    Optional<SessionEvents> events(String sessionId);

    /** The output of a session, live or ended: the agent's, or a foreign worker's standard output. */
    Optional<SessionOutput> output(String sessionId);
}
