package dev.donmai.model.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omit;
import dev.donmai.model.Omittable;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code session.json}: what the daemon tells the worker and, after a restart, itself ({@code additions.md} §3). Written
 * once, before the start, mode 0600. Paths are absolute. Holds references to secrets, never secrets.
 *
 * @param version format of this file; {@link #VERSION}
 * @param nonce identifies this run of this id, together with the wrapper's pid and start time
 * @param acceptedAt when the session was admitted
 * @param spec what was asked for
 * @param projectId id of the allowlist entry
 * @param detail what the worker works on; absent for a plain session, whose worker then ends at once
 * @param decision which runtime and sandbox were chosen
 * @param checkout how to get the tree
 * @param runtime which provider to load
 * @param limits what the session may use
 * @param worktree the workarea while the session lives
 * @param daemonUrl address of the control API at the start
 * @param foreign whether the worker is a configured program and not ours
 */
public record SessionFile(
        int version,
        String nonce,
        Instant acceptedAt,
        SessionSpec spec,
        String projectId,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoDetail.class)
        SessionDetail detail,

        RoutingDecision decision,
        Checkout checkout,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        PinnedRuntime runtime,

        Limits limits,
        String worktree,
        String daemonUrl,
        boolean foreign) {

    /** The format this code writes. */
    public static final int VERSION = 1;

    /** Stands for "no detail". */
    public static final SessionDetail NO_DETAIL = NoDetail.EMPTY;

    public SessionFile {
        detail = Defaults.or(detail, NO_DETAIL);
        decision = Defaults.or(decision, RoutingDecision.NONE);
        runtime = Defaults.or(runtime, PinnedRuntime.NONE);
    }

    /** The session's id. */
    public String sessionId() {
        return spec.sessionId();
    }

    /** The same with another form of the request. */
    public SessionFile withSpec(SessionSpec other) {
        return new SessionFile(
                version,
                nonce,
                acceptedAt,
                other,
                projectId,
                detail,
                decision,
                checkout,
                runtime,
                limits,
                worktree,
                daemonUrl,
                foreign);
    }

    /** Whether there is something to work on. */
    public boolean hasDetail() {
        return !detail.sessionId().isEmpty();
    }

    /**
     * How the worker gets the tree.
     *
     * @param repository what git is given
     * @param ref branch, tag or commit; empty means the default branch
     * @param branch the session's branch
     * @param strategy {@code shallow}, {@code full} or {@code reference-clone}
     * @param mirrors folder of the shared bare mirrors
     * @param sshKey private key; empty for none
     * @param credentialHelper git's credential helper; empty for none
     */
    public record Checkout(
            String repository,
            String ref,
            String branch,
            String strategy,
            String mirrors,
            String sshKey,
            String credentialHelper) {}

    /**
     * The pinned agent runtime.
     *
     * @param id provider id
     * @param version provider version
     * @param files what the worker puts on the runtime's class path, and nothing else
     * @param settings the configuration's {@code agents.<id>}
     */
    public record PinnedRuntime(String id, String version, List<PinnedFile> files, Map<String, Object> settings)
            implements Omittable {

        /** No runtime was chosen. */
        public static final PinnedRuntime NONE = new PinnedRuntime("", "", List.of(), Map.of());

        public PinnedRuntime {
            files = Defaults.list(files);
            settings = Defaults.map(settings);
        }

        @Override
        public boolean absent() {
            return id.isEmpty();
        }
    }

    /** A file of the content store and the SHA-256 (hex) it must have. */
    public record PinnedFile(String path, String sha256) {}

    /**
     * What a session may use; zero means no limit.
     *
     * @param maxDurationSeconds wall clock from the start
     * @param memoryMb memory of the tree, MiB
     * @param cpus CPUs of the tree
     * @param outputMb bytes that the agent or a foreign worker may print, MiB
     * @param idleSeconds silence of the agent after which it is ended
     */
    public record Limits(long maxDurationSeconds, int memoryMb, double cpus, int outputMb, int idleSeconds) {}
}
