package dev.donmai.model.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omit;
import dev.donmai.model.Omittable;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
 * @param runtime which agent runtime to load
 * @param vcs which version control to load
 * @param issueTracker which issue tracker to load
 * @param limits what the session may use
 * @param worker how the operator wants the worker to do it
 * @param worktree the workarea while the session lives
 * @param daemonUrl address of the control API; a daemon that is started again and listens elsewhere replaces it
 * @param foreign whether the worker is a configured program and not ours
 * @param claim tells one queueing of the work from another, so that the same one is not run twice; empty when unknown
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
        PinnedProvider runtime,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        PinnedProvider vcs,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        PinnedProvider issueTracker,

        Limits limits,
        WorkerSettings worker,
        String worktree,
        String daemonUrl,
        boolean foreign,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String claim) {

    /** The format this code writes. */
    public static final int VERSION = 1;

    /** Stands for "no detail". */
    public static final SessionDetail NO_DETAIL = NoDetail.EMPTY;

    public SessionFile {
        detail = Defaults.or(detail, NO_DETAIL);
        decision = Defaults.or(decision, RoutingDecision.NONE);
        runtime = Defaults.or(runtime, PinnedProvider.NONE);
        vcs = Defaults.or(vcs, PinnedProvider.NONE);
        issueTracker = Defaults.or(issueTracker, PinnedProvider.NONE);
        claim = Defaults.text(claim);
        worker = Defaults.or(worker, WorkerSettings.DEFAULT);
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
                vcs,
                issueTracker,
                limits,
                worker,
                worktree,
                daemonUrl,
                foreign,
                claim);
    }

    /** The same after the control API has moved. */
    public SessionFile withDaemonUrl(String other) {
        return new SessionFile(
                version,
                nonce,
                acceptedAt,
                spec,
                projectId,
                detail,
                decision,
                checkout,
                runtime,
                vcs,
                issueTracker,
                limits,
                worker,
                worktree,
                other,
                foreign,
                claim);
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

    /** All providers that were pinned for the session. */
    public List<PinnedProvider> providers() {
        return Stream.of(runtime, vcs, issueTracker)
                .filter(provider -> !provider.absent())
                .toList();
    }

    /**
     * A pinned provider of some family.
     *
     * @param id provider id
     * @param version provider version
     * @param files what the worker puts on the provider's class path, and nothing else
     * @param capabilities its capability record as in the provider list
     * @param settings the provider's part of the configuration, for an agent runtime {@code agents.<id>}
     */
    public record PinnedProvider(
            String id,
            String version,
            List<PinnedFile> files,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> capabilities,
            Map<String, Object> settings)
            implements Omittable {

        /** None was chosen. */
        public static final PinnedProvider NONE = named("");

        public PinnedProvider {
            files = Defaults.list(files);
            capabilities = Defaults.map(capabilities);
            settings = Defaults.map(settings);
        }

        /** One that only the name is known of: it is looked for among the installed ones. */
        public static PinnedProvider named(String id) {
            return new PinnedProvider(id, "", List.of(), Map.of(), Map.of());
        }

        @Override
        public boolean absent() {
            return id.isEmpty();
        }
    }

    /** A file of the content store and the SHA-256 (hex) it must have. */
    public record PinnedFile(String path, String sha256) {}

    /**
     * The configuration's {@code worker}, as far as it concerns a run.
     *
     * @param exposePlatformToken whether the agent gets the platform's token (README decision 20)
     * @param platformOutageSeconds how long the platform may be out of reach before a session ends
     * @param pullRequestOnFailure whether a failed session's work is proposed for merging, and not only pushed
     * @param lockRefreshSeconds between two refreshes of the lock; 0 for the usual time
     * @param deliverySeconds how long the worker tries to deliver the result; 0 for the usual time
     */
    public record WorkerSettings(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean exposePlatformToken,
            int platformOutageSeconds,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean pullRequestOnFailure,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int lockRefreshSeconds,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int deliverySeconds) {

        /** What holds when nothing is configured. */
        public static final WorkerSettings DEFAULT =
                new WorkerSettings(false, 60 * DaemonConfig.Worker.DEFAULT_PLATFORM_OUTAGE_MINUTES, false, 0, 0);
    }

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
