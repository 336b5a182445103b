package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Timestamps;
import java.time.Instant;
import java.util.List;

/**
 * {@code GET /api/daemon/doctor} ({@code http-api.md} §8.2); what comes after {@code timestamp} is added.
 *
 * @param state the state of the lifecycle, not the reported status
 * @param heartbeat whether heartbeats are composed
 * @param checks what was looked at just now, in the order of their names
 * @param pendingRestart keys of the configuration that were changed and are looked at only at the start
 * @param warnings what is odd about the configuration
 * @param limits what is in force
 */
public record DoctorReply(
        String state,
        String version,
        boolean configLoaded,
        String machineId,
        String workerId,
        int projectCount,
        String orchestratorUrl,
        boolean heartbeat,
        Instant timestamp,
        List<Check> checks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> pendingRestart,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
        Limits limits) {

    public DoctorReply {
        machineId = Defaults.text(machineId);
        workerId = Defaults.text(workerId);
        orchestratorUrl = Defaults.text(orchestratorUrl);
        timestamp = Timestamps.t0(Defaults.instant(timestamp));
        checks = Defaults.list(checks);
        pendingRestart = Defaults.list(pendingRestart);
        warnings = Defaults.list(warnings);
    }

    /**
     * One thing that was looked at.
     *
     * @param state {@code ok}, {@code warning} or {@code failed}
     * @param summary one sentence
     * @param remedy what to do; left out when there is nothing to do
     */
    public record Check(
            String name,
            String state,
            String summary,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String remedy) {

        public Check {
            remedy = Defaults.text(remedy);
        }
    }

    /**
     * The limits in force; zero means none, but for the sessions, where it means that none is admitted.
     *
     * @param maxConcurrentSessions sessions at once
     * @param poolMaxDiskGb disk of the pool of workareas, GiB
     * @param memoryMb memory of a session that names no limit, MiB
     * @param cpus its CPUs
     * @param outputMb its output, MiB
     * @param idleSeconds the silence of its agent
     */
    public record Limits(
            int maxConcurrentSessions, long poolMaxDiskGb, int memoryMb, double cpus, int outputMb, int idleSeconds) {}
}
